/** A finished video: played, read along, kept, shared, and what is known of how it was made. */

import { Alert, Stack, Text } from "@mantine/core";
import { ProblemError, type Video } from "@podreel/client";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useVideo } from "@/shared/api/videos";
import { titleOf } from "@/shared/text/title";
import { PageTitle } from "@/shared/ui/PageTitle";
import { Problem } from "@/shared/ui/Problem";
import { Chapters } from "./Chapters";
import { chaptersOf } from "./chapters";
import { Downloads } from "./Downloads";
import { HowItWasMade } from "./HowItWasMade";
import { OwnersActions } from "./OwnersActions";
import type { Media } from "./playback";
import { Remarks } from "./Remarks";
import { Stage } from "./Stage";
import { sentencesOf } from "./sentences";
import { Transcript } from "./Transcript";
import { useTimeline } from "./timeline";
import { Versions } from "./Versions";
import styles from "./WatchPage.module.css";

interface WatchPageProps {
  readonly video: Video;
  readonly share: string | undefined;
}

export function WatchPage({ video, share }: WatchPageProps) {
  const { t } = useTranslation("watching");
  const isOwners = share === undefined;
  const { error } = useVideo(video.video_id, share); // deleted, or the link revoked, while it was watched
  const timeline = useTimeline(video.video_id, video.generation, share);
  const [media, setMedia] = useState<Media>(null);
  const chapters = useMemo(
    () => (timeline.data ? chaptersOf(timeline.data, video.degraded) : []),
    [timeline.data, video.degraded],
  );
  const sentences = useMemo(() => (timeline.data ? sentencesOf(timeline.data) : []), [timeline.data]);
  return (
    <article className={styles["page"]}>
      <Stack gap="xs" mb="md">
        <PageTitle>{titleOf(video)}</PageTitle>
        {video.title && video.title !== video.original_question ? (
          <Text c="dimmed" size="sm" dir="auto" lineClamp={3}>
            {video.original_question}
          </Text>
        ) : null}
        {error instanceof ProblemError && !error.isTemporary ? <Problem error={error} /> : null}
        {video.is_expired ? <Alert color="orange">{t("expired")}</Alert> : null}
      </Stack>
      <div className={styles["columns"]}>
        <Stage video={video} share={share} chapters={chapters} media={media} onMedia={setMedia} />
        <div className={styles["aside"]}>
          {timeline.isError ? (
            <Alert color="orange" title={t("transcript.title")}>
              {t("transcript.missing")}
            </Alert>
          ) : (
            <Transcript
              media={media}
              sentences={sentences}
              chapters={chapters}
              language={timeline.data?.language ?? "en"}
            />
          )}
        </div>
      </div>
      <div className={styles["details"]}>
        <Stack>
          {isOwners ? <OwnersActions video={video} /> : null}
          {chapters.length > 0 ? <Chapters media={media} chapters={chapters} /> : null}
        </Stack>
        <Stack>
          <Downloads video={video} share={share} />
          {isOwners ? <Versions video={video} /> : null}
          <Remarks video={video} />
        </Stack>
      </div>
      <HowItWasMade video={video} share={share} />
    </article>
  );
}
