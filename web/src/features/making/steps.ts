/** The steps in which a video is made, and how far it is. Pure. */

import type { Video } from "@podreel/client";
import { isEnded } from "@/shared/api/videos";

export const STEPS = ["explain", "refine", "write_script", "check_script", "render", "deliver"] as const;
export type Step = (typeof STEPS)[number];
export type StepState = "done" | "now" | "later" | "skipped" | "stopped";

/** The step that is worked on, or that the video stopped in; undefined while it waits. */
export function stepOf({ stage }: Pick<Video, "stage">): Step | undefined {
  // The text is spoken while it is corrected, so the two are one step.
  return STEPS.find((step) => step === (stage === "narrate" ? "refine" : stage));
}

/** The number of a step, from 1. */
export function numberOf(step: Step): number {
  return STEPS.indexOf(step) + 1;
}

export function stateOf(step: Step, video: Video): StepState {
  const current = stepOf(video);
  if (current === undefined || numberOf(step) > numberOf(current)) return "later";
  if (step === current) return isEnded(video.status) ? "stopped" : "now";
  // Whoever sends a script of their own has nothing explained.
  return step === "explain" && video.initial_explanation === null ? "skipped" : "done";
}

/** Whether there may be a script: after it was written, or when the video has ended. */
export function mayHaveScript(video: Video): boolean {
  const current = stepOf(video);
  return current !== undefined && numberOf(current) > numberOf("write_script");
}
