/** What is said of drafts: that one was found, that one became a video that failed, that none can be kept. */

import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { ProblemError } from "@podreel/client";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useVideo } from "@/shared/api/videos";
import { type Draft, dropDraft, readDraft } from "./drafts";
import { Notice } from "./Notice";
import type { WorkKeeping } from "./useWork";

interface DraftLinesProps {
  readonly videoId: string;
  readonly generation: number;
  readonly keeping: WorkKeeping;
}

export function DraftLines({ videoId, generation, keeping }: DraftLinesProps) {
  const { t, i18n } = useTranslation("mending");
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  const { restored, isKept, isElsewhere, begin } = keeping;
  return (
    <Stack gap="xs">
      <div role="status">
        {restored === undefined ? null : (
          <Notice color="cyan" title={t("draft.restored", { when: time.format(new Date(restored.savedAt)) })}>
            <Group>
              {restored.generation === generation ? null : <Text size="sm">{t("draft.older")}</Text>}
              <Button size="compact-sm" variant="default" onClick={() => begin(undefined)}>
                {t("draft.discard")}
              </Button>
            </Group>
          </Notice>
        )}
      </div>
      {isKept ? null : <Notice color="yellow" role="alert" title={t("draft.notKept")} />}
      {isElsewhere ? <Notice color="yellow" role="status" title={t("draft.elsewhere")} /> : null}
      <SentDraft videoId={videoId} begin={begin} />
    </Stack>
  );
}

/** The last edit that was sent: if its video failed, it can be opened again. */
function SentDraft({ videoId, begin }: { readonly videoId: string; readonly begin: WorkKeeping["begin"] }) {
  const [sent, setSent] = useState(() => readDraft(videoId, "sent"));
  if (sent === undefined || sent.sentAs === null) return null;
  const drop = (): void => {
    dropDraft(videoId, "sent");
    setSent(undefined);
  };
  return <Sent sent={sent} sentAs={sent.sentAs} begin={begin} drop={drop} />;
}

interface SentProps {
  readonly sent: Draft;
  readonly sentAs: string;
  readonly begin: WorkKeeping["begin"];
  readonly drop: () => void;
}

function Sent({ sent, sentAs, begin, drop }: SentProps) {
  const { t } = useTranslation("mending");
  const video = useVideo(sentAs);
  const status = video.data?.status;
  const isDone = status === "completed";
  useEffect(() => {
    if (isDone) drop();
  });
  const isGone = video.error instanceof ProblemError && [404, 410].includes(video.error.status ?? 0);
  if (status !== "failed" && status !== "cancelled" && !isGone) return null;
  const why = status === "failed" ? (video.data?.failure?.message ?? video.data?.message) : undefined;
  const open = (): void => {
    begin({ ...sent, sentAs: null });
    drop();
  };
  return (
    <Notice color="red" role="status" title={t(`sent.${isGone ? "gone" : status}`)}>
      <Stack gap="xs" align="flex-start">
        {why === undefined ? null : (
          <Text size="sm" dir="auto">
            {why}
          </Text>
        )}
        <Group gap="sm">
          <Button size="compact-sm" onClick={open}>
            {t("sent.open")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={drop}>
            {t("sent.drop")}
          </Button>
          {isGone ? null : (
            <Anchor
              size="sm"
              renderRoot={(props) => <Link to="/videos/$videoId" params={{ videoId: sentAs }} {...props} />}
            >
              {t("sent.look")}
            </Anchor>
          )}
        </Group>
      </Stack>
    </Notice>
  );
}
