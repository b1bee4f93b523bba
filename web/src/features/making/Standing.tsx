/** How far the video is, as the service says it: nothing moves that was not told. */

import { Card, Group, Progress, Stack, Text } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { CancelButton } from "./CancelButton";
import { Figures } from "./Figures";
import { QueuePosition } from "./QueuePosition";

interface StandingProps {
  readonly video: Video;
  readonly isOwn: boolean;
}

export function Standing({ video, isOwn }: StandingProps) {
  const { t } = useTranslation("making");
  const isQueued = video.status === "queued";
  return (
    <Card component="section" aria-label={t("standing")} withBorder>
      <Stack gap="sm">
        <Group justify="space-between" align="baseline" wrap="nowrap">
          <Text fw={600} dir="auto">
            {video.message || t(`status.${isQueued ? "queued" : "open"}`)}
          </Text>
          <Text fw={600} style={{ whiteSpace: "nowrap" }}>
            {t("percent", { percent: video.progress })}
          </Text>
        </Group>
        <Progress value={video.progress} size="lg" transitionDuration={0} aria-label={t("progress")} />
        {isQueued && isOwn ? <QueuePosition videoId={video.video_id} /> : null}
        <Group justify="space-between" align="end">
          <Figures video={video} />
          {isOwn ? <CancelButton videoId={video.video_id} /> : null}
        </Group>
      </Stack>
    </Card>
  );
}
