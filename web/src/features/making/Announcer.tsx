/** Tells those who listen what changes: a step, the connection, the end; never each percent. */

import { VisuallyHidden } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import type { Following } from "@/shared/api/following";
import { isEnded } from "@/shared/api/videos";
import { numberOf, STEPS, stepOf } from "./steps";

interface AnnouncerProps {
  readonly video: Video;
  readonly following: Following;
}

export function Announcer({ video, following }: AnnouncerProps) {
  return <VisuallyHidden role="status">{useSentence(video, following.state)}</VisuallyHidden>;
}

function useSentence(video: Video, state: Following["state"]): string {
  const { t } = useTranslation("making");
  if (isEnded(video.status)) return t(`status.${video.status as "failed"}`);
  if (state === "lost" || state === "unreadable") return t(`connection.${state}`);
  const step = stepOf(video);
  if (step === undefined) return t("status.queued");
  return t("announced", { number: numberOf(step), of: STEPS.length, step: t(`step.${step}`) });
}
