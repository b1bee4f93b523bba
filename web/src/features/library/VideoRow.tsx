/** One video of the list. */

import { ActionIcon, Group, Progress, Text } from "@mantine/core";
import type { VideoSummary } from "@podreel/client";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { isEnded } from "@/shared/api/videos";
import { formatsOf } from "@/shared/formats";
import { titleOf } from "@/shared/text/title";
import { Facts } from "@/shared/ui/Facts";
import { kindOf } from "./display";
import styles from "./library.module.css";
import { Thumbnail } from "./Thumbnail";

interface VideoRowProps {
  readonly video: VideoSummary;
  readonly showsCaller: boolean;
  /** Whether the list is being scrolled. */
  readonly isPassing: boolean;
  readonly onDelete: (video: VideoSummary) => void;
}

export const VideoRow = memo(function VideoRow({ video, showsCaller, isPassing, onDelete }: VideoRowProps) {
  const { t } = useTranslation("library");
  const name = titleOf(video) || t("unnamed");
  return (
    <>
      <Thumbnail video={video} isPassing={isPassing} />
      <div className={styles["words"]}>
        <Text className={styles["name"]} fw={600} lineClamp={2}>
          <Link
            to="/videos/$videoId"
            params={{ videoId: video.video_id }}
            className={styles["link"]}
            // Its own, so that a title from right to left stays beside its picture.
            dir="auto"
          >
            {name}
          </Link>
        </Text>
        <About video={video} showsCaller={showsCaller} />
        <State video={video} />
      </div>
      <ActionIcon
        className={styles["delete"]}
        variant="subtle"
        color="gray"
        c="var(--mantine-color-dimmed)"
        size="lg"
        aria-label={t("delete.open", { name })}
        onClick={() => onDelete(video)}
      >
        <svg viewBox="0 0 24 24" className={styles["mark"]} aria-hidden="true">
          <path d="M4 7h16M10 11v6M14 11v6M5 7l1 13h12l1-13M9 7V4h6v3" />
        </svg>
      </ActionIcon>
    </>
  );
});

function About({ video, showsCaller }: Pick<VideoRowProps, "video" | "showsCaller">) {
  const { t, i18n } = useTranslation("library");
  const formats = formatsOf(i18n.language);
  return (
    <Facts>
      <span className={styles["status"]} data-status={kindOf(video)}>
        {t(`status.${video.status}`)}
      </span>
      {video.seconds === null ? null : (
        <span>
          <span className="visually-hidden">{t("length")} </span>
          {formats.length(video.seconds)}
        </span>
      )}
      {video.created_at === null ? null : (
        <time dateTime={video.created_at} className={styles["moment"]}>
          {formats.moment(video.created_at)}
        </time>
      )}
      {showsCaller && video.caller ? <span dir="auto">{t("caller", { name: video.caller })}</span> : null}
    </Facts>
  );
}

/** How far a video is that is being made, why it failed, or the question that its title does not tell. */
function State({ video }: Pick<VideoRowProps, "video">) {
  const { t } = useTranslation("library");
  if (video.status === "failed")
    return (
      <Text size="sm" lineClamp={1}>
        <span dir="auto">{video.message}</span>
      </Text>
    );
  if (isEnded(video.status))
    return video.title && video.original_question !== video.title ? (
      <Text size="sm" c="dimmed" lineClamp={1}>
        <span dir="auto">{video.original_question}</span>
      </Text>
    ) : null;
  return (
    <Group gap="xs" wrap="nowrap" fz="sm">
      <Progress.Root className={styles["progress"]}>
        <Progress.Section value={video.progress} aria-label={t("progress")} />
      </Progress.Root>
      <span className={styles["percent"]}>{t("percent", { percent: video.progress })}</span>
    </Group>
  );
}
