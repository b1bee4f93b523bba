/** When what is said in a video: the sections and beats of its file `timeline.json`. */

import { useQuery } from "@tanstack/react-query";
import { readerOf } from "@/shared/api/podreel";

export interface Word {
  readonly text: string;
  /** From the start of its beat. */
  readonly start_seconds: number;
}

export interface Beat {
  readonly text: string;
  readonly start_frame: number;
  readonly speech_seconds: number;
  readonly words: readonly Word[] | null;
}

export interface Section {
  readonly title: string;
  readonly start_frame: number;
  readonly frame_count: number;
  readonly beats: readonly Beat[];
  readonly is_degraded: boolean;
}

export interface Timeline {
  readonly title: string;
  readonly language: string;
  readonly frame_rate: number;
  readonly sections: readonly Section[];
}

/** The file never changes while a generation of a video exists. */
export function useTimeline(videoId: string, generation: number, share: string | undefined) {
  return useQuery({
    queryKey: ["videos", "timeline", videoId, generation],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const answer = await readerOf(share).download(videoId, "timeline.json", { signal });
      return readTimeline(await answer.json());
    },
  });
}

/** Throws TypeError for what is no timeline, such as a file that was damaged. */
export function readTimeline(value: unknown): Timeline {
  const timeline = value as Timeline | null;
  const isRead =
    isFrames(timeline?.frame_rate) && timeline.frame_rate > 0 && Array.isArray(timeline.sections);
  if (!isRead || !timeline.sections.every(isSection)) throw new TypeError("no timeline");
  return timeline;
}

function isSection(section: Partial<Section> | null): boolean {
  return (
    typeof section?.title === "string" &&
    isFrames(section.start_frame) &&
    isFrames(section.frame_count) &&
    Array.isArray(section.beats) &&
    section.beats.every(isBeat)
  );
}

function isBeat(beat: Partial<Beat> | null): boolean {
  return typeof beat?.text === "string" && isFrames(beat.start_frame) && isFrames(beat.speech_seconds);
}

function isFrames(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
