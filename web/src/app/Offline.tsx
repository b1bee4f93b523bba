/** What is shown in place of a page while there is no connection, and nothing of it is here. */

import { Button, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PageTitle } from "@/shared/ui/PageTitle";

export function Offline({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation("app");
  return (
    <Stack role="status" align="flex-start" maw={560}>
      <PageTitle>{t("unconnected.title")}</PageTitle>
      <Text>{t("unconnected.sentence")}</Text>
      <Button variant="default" onClick={onRetry}>
        {t("tryAgain")}
      </Button>
    </Stack>
  );
}
