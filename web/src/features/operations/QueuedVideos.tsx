/** Videos that wait, in the order in which they will start. */

import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "@/shared/formats";
import { Facts } from "@/shared/ui/Facts";
import { Problem } from "@/shared/ui/Problem";
import { secondsSince } from "./age";
import type { Queued } from "./useOperations";
import { CancelButton, useVideoAction } from "./VideoActions";
import { VideoCard, VideoSection } from "./VideoCard";

/** A queue may hold thousands; those that start next matter most. */
const SHOWN = 20;
const MORE = 100;

interface QueuedVideosProps {
  readonly videos: readonly Queued[];
  readonly now: number;
}

export function QueuedVideos({ videos, now }: QueuedVideosProps) {
  const { t } = useTranslation("operations");
  const [shown, setShown] = useState(SHOWN);
  const hidden = videos.length - shown;
  return (
    <div>
      <VideoSection title={t("queued.title", { count: videos.length })} none={t("queued.none")}>
        {videos.slice(0, shown).map((video) => (
          <QueuedVideo key={video.video_id} video={video} now={now} />
        ))}
      </VideoSection>
      {hidden > 0 ? (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={() => setShown(shown + MORE)}>
            {t("queued.more", { count: Math.min(hidden, MORE) })}
          </Button>
        </Group>
      ) : null}
    </div>
  );
}

function QueuedVideo({ video, now }: { readonly video: Queued; readonly now: number }) {
  const { t, i18n } = useTranslation("operations");
  const formats = formatsOf(i18n.language);
  const action = useVideoAction(video.video_id, "cancel");
  const facts = (
    <Facts>
      <span>{t("queued.position", { position: formats.number(video.position) })}</span>
      <span>{t("queued.priority", { priority: video.priority })}</span>
      <span>{t("queued.age", { span: formats.span(secondsSince(video.submitted_at, now)) })}</span>
      {video.caller ? <span dir="auto">{t("caller", { name: video.caller })}</span> : null}
    </Facts>
  );
  const name = video.question || t("unnamed");
  return (
    <VideoCard
      video={video}
      facts={facts}
      actions={<CancelButton action={action} name={name} isCancelled={action.isSuccess} />}
    >
      {action.isError ? <Problem error={action.error} /> : null}
    </VideoCard>
  );
}
