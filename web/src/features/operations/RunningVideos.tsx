/** Videos that are being made. */

import { useTranslation } from "react-i18next";
import { formatsOf } from "@/shared/formats";
import { Copy } from "@/shared/ui/Copy";
import { Facts } from "@/shared/ui/Facts";
import { Problem } from "@/shared/ui/Problem";
import { secondsSince } from "./age";
import type { Running } from "./useOperations";
import { CancelButton, LogButton, useVideoAction } from "./VideoActions";
import { VideoCard, VideoSection } from "./VideoCard";

interface RunningVideosProps {
  readonly videos: readonly Running[];
  readonly now: number;
}

export function RunningVideos({ videos, now }: RunningVideosProps) {
  const { t } = useTranslation("operations");
  return (
    <VideoSection title={t("running.title", { count: videos.length })} none={t("running.none")}>
      {videos.map((video) => (
        <RunningVideo key={video.video_id} video={video} now={now} />
      ))}
    </VideoSection>
  );
}

function RunningVideo({ video, now }: { readonly video: Running; readonly now: number }) {
  const { t, i18n } = useTranslation("operations");
  const formats = formatsOf(i18n.language);
  const action = useVideoAction(video.video_id, "cancel");
  const name = video.question || t("unnamed");
  const facts = (
    <Facts>
      <span>
        {video.is_cancelled
          ? t("running.stopping")
          : t(`state.${video.state}`, { defaultValue: video.state })}
      </span>
      {video.resumed_at === null ? null : (
        <span>{t("running.since", { span: formats.span(secondsSince(video.resumed_at, now)) })}</span>
      )}
      <span>{t("running.tries", { count: video.tries })}</span>
      {video.generation > 1 ? <span>{t("running.generation", { number: video.generation })}</span> : null}
      {video.caller ? <span dir="auto">{t("caller", { name: video.caller })}</span> : null}
    </Facts>
  );
  const actions = (
    <>
      {video.kubectl ? <Copy text={video.kubectl} label={t("copyKubectl")} /> : null}
      <LogButton videoId={video.video_id} name={name} />
      <CancelButton action={action} name={name} isCancelled={video.is_cancelled} />
    </>
  );
  return (
    <VideoCard video={video} facts={facts} actions={actions}>
      {action.isError ? <Problem error={action.error} /> : null}
    </VideoCard>
  );
}
