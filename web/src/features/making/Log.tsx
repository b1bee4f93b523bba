/** The last lines of a video's log, read when they are opened. */

import { Button, Code, Group, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { podreel } from "@/shared/api/podreel";
import { Problem } from "@/shared/ui/Problem";
import { logText } from "./logText";

const LINES = 200;

interface LogProps {
  readonly videoId: string;
  readonly generation: number;
}

export function Log(props: LogProps) {
  const { t } = useTranslation("making");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t("log.title")}</summary>
      {isOpen ? <Lines {...props} /> : null}
    </details>
  );
}

function Lines({ videoId, generation }: LogProps) {
  const { t } = useTranslation("making");
  const log = useQuery({
    queryKey: ["videos", "log", videoId, generation],
    queryFn: ({ signal }) => readLog(videoId, signal),
    gcTime: 0,
  });
  if (log.isError) return <Problem error={log.error} onRetry={() => void log.refetch()} />;
  if (log.isPending) return <Loader size="sm" mt="xs" aria-label={t("log.loading")} />;
  return (
    <Stack gap="xs" mt="xs" align="flex-start">
      {log.data.trim() === "" ? (
        <Text size="sm">{t("log.empty")}</Text>
      ) : (
        <Written text={logText(log.data)} />
      )}
      <Group>
        <Button size="xs" variant="default" loading={log.isFetching} onClick={() => void log.refetch()}>
          {t("log.again")}
        </Button>
      </Group>
    </Stack>
  );
}

function Written({ text }: { readonly text: string }) {
  const { t } = useTranslation("making");
  return (
    <Code
      block
      // What happened last is read first.
      ref={(place) => place?.scrollTo(0, place.scrollHeight)}
      role="region"
      tabIndex={0}
      aria-label={t("log.title")}
      dir="ltr"
      w="100%"
      mah="24rem"
      style={{ overflow: "auto" }}
    >
      {text}
    </Code>
  );
}

async function readLog(videoId: string, signal: AbortSignal): Promise<string> {
  const params = { path: { video_id: videoId }, query: { tail: LINES } };
  const answer = await podreel.api.GET("/api/v1/videos/{video_id}/logs", { params, signal, parseAs: "text" });
  return answer.data ?? "";
}
