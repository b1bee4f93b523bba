/** Where a video is asked for. */

import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useConfig } from "@/shared/api/config";
import { PageTitle } from "@/shared/ui/PageTitle";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";
import { AskForm } from "./AskForm";
import style from "./ask.module.css";

export function AskPage() {
  const { t } = useTranslation("ask");
  const config = useConfig();
  return (
    <Stack gap="lg" className={style["page"] ?? ""}>
      <div>
        <PageTitle>{t("title")}</PageTitle>
        <Text c="dimmed">{t("subtitle")}</Text>
      </div>
      {config.data ? <AskForm config={config.data} /> : null}
      {config.isPending ? <Waiting /> : null}
      {config.isError && !config.data ? (
        <Problem error={config.error} onRetry={() => void config.refetch()} />
      ) : null}
    </Stack>
  );
}
