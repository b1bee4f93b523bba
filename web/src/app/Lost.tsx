/** What is shown in place of a page that does not exist, or that failed. */

import { Anchor, Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageTitle } from "@/shared/ui/PageTitle";

export function Lost() {
  const { t } = useTranslation("app");
  return (
    <Stack>
      <PageTitle>{t("lost.title")}</PageTitle>
      <Anchor renderRoot={(props) => <Link to="/" {...props} />}>{t("lost.back")}</Anchor>
    </Stack>
  );
}

/** A bug of ours, or a part of the page that could not be loaded. */
export function Broken() {
  const { t } = useTranslation("app");
  return (
    <Stack role="alert" align="flex-start">
      <PageTitle>{t("broken.title")}</PageTitle>
      <Text>{t("broken.sentence")}</Text>
      <Button onClick={() => globalThis.location.reload()}>{t("broken.reload")}</Button>
    </Stack>
  );
}
