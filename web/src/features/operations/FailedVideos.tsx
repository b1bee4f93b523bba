/** The latest failures, each with its diagnosis, what helps, and a command that shows more. */

import { Code, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatsOf } from "@/shared/formats";
import { Copy } from "@/shared/ui/Copy";
import { Facts } from "@/shared/ui/Facts";
import { Problem } from "@/shared/ui/Problem";
import type { Failed } from "./useOperations";
import { LogButton, RetryButton, useVideoAction } from "./VideoActions";
import { VideoCard, VideoSection } from "./VideoCard";

export function FailedVideos({ videos }: { readonly videos: readonly Failed[] }) {
  const { t } = useTranslation("operations");
  return (
    <VideoSection title={t("failed.title", { count: videos.length })} none={t("failed.none")}>
      {videos.map((video) => (
        <FailedVideo key={video.video_id} video={video} />
      ))}
    </VideoSection>
  );
}

function FailedVideo({ video }: { readonly video: Failed }) {
  const { t, i18n } = useTranslation("operations");
  const action = useVideoAction(video.video_id, "retry");
  const name = video.question || t("unnamed");
  const cause = video.category ?? video.code;
  const facts =
    video.finished_at === null ? null : (
      <Facts>
        <time dateTime={video.finished_at}>{formatsOf(i18n.language).moment(video.finished_at)}</time>
      </Facts>
    );
  const actions = (
    <>
      <LogButton videoId={video.video_id} name={name} />
      <RetryButton action={action} name={name} />
    </>
  );
  return (
    <VideoCard video={video} facts={facts} actions={actions}>
      <div>
        {cause ? (
          <Text fw={600} size="sm">
            {/* A later version of the service may know more causes. */}
            {t(`category.${cause}`, { defaultValue: cause })}
          </Text>
        ) : null}
        <Text size="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>
          {video.message}
        </Text>
        <Text size="sm" c="dimmed" dir="auto">
          {video.next_step}
        </Text>
      </div>
      {[video.command, video.kubectl].filter(Boolean).map((command) => (
        <Command key={command} command={command} />
      ))}
      {action.isError ? <Problem error={action.error} /> : null}
    </VideoCard>
  );
}

function Command({ command }: { readonly command: string }) {
  return (
    <Group gap="xs">
      <Code style={{ overflowWrap: "anywhere" }}>{command}</Code>
      <Copy text={command} />
    </Group>
  );
}
