/** What to do where no videos are shown. */

import { Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

/** Nobody has asked for a video yet. */
export function NoVideos() {
  const { t } = useTranslation("library");
  return (
    <Stack align="center" py="xl" ta="center">
      <Text fw={600}>{t("none.title")}</Text>
      <Text c="dimmed">{t("none.sentence")}</Text>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>{t("none.ask")}</Button>
    </Stack>
  );
}

/** The filter fits none. */
export function NothingFound({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation("library");
  return (
    <Stack align="center" py="xl" ta="center">
      <Text fw={600}>{t("nothing.title")}</Text>
      <Text c="dimmed">{t("nothing.sentence")}</Text>
      <Button variant="default" onClick={onClear}>
        {t("nothing.clear")}
      </Button>
    </Stack>
  );
}
