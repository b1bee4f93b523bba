/** The log of a video, as it is written. */

import { Anchor, Button, Group, Modal, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Copy } from "@/shared/ui/Copy";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";
import { LogTable } from "./LogTable";
import { logLines } from "./logLines";
import { LOG_LINES, useVideoLog } from "./useOperations";

interface LogWindowProps {
  readonly videoId: string;
  readonly onClose: () => void;
}

export function LogWindow({ videoId, onClose }: LogWindowProps) {
  const { t } = useTranslation("operations");
  const [isPaused, setIsPaused] = useState(false);
  const isNarrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const log = useVideoLog(videoId, isPaused);
  const text = log.data ?? "";
  const lines = useMemo(() => logLines(text), [text]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("log.title")}
      size="70rem"
      fullScreen={isNarrow}
      closeButtonProps={{ "aria-label": t("log.close") }}
    >
      <Text size="xs" c="dimmed" ff="monospace" mb="xs" style={{ overflowWrap: "anywhere" }}>
        {videoId}
      </Text>
      <Group gap="xs" mb="xs">
        <Button size="xs" variant="default" aria-pressed={isPaused} onClick={() => setIsPaused(!isPaused)}>
          {t("log.pause")}
        </Button>
        <Copy text={text} label={t("log.copy")} />
        <Anchor size="sm" href={`/api/v1/videos/${videoId}/logs`} target="_blank" rel="noreferrer">
          {t("log.whole")}
        </Anchor>
        <Text size="sm" c="dimmed" role="status">
          {isPaused ? t("log.paused") : t("log.follows")}
          {lines.length >= LOG_LINES ? ` ${t("log.last", { count: LOG_LINES })}` : ""}
        </Text>
      </Group>
      {log.isError ? <Problem error={log.error} onRetry={() => void log.refetch()} /> : null}
      {log.isPending ? <Waiting /> : null}
      {log.isSuccess && lines.length === 0 ? <Text c="dimmed">{t("log.none")}</Text> : null}
      {lines.length > 0 ? <LogTable lines={lines} /> : null}
    </Modal>
  );
}
