/** When what is said in a video. */

import type { Beat, Section, Timeline } from "@/features/watching/timeline";

export function aBeat(changes: Partial<Beat> = {}): Beat {
  return {
    text: "A square has four equal sides. A circle has no corner at all.",
    start_frame: 0,
    speech_seconds: 4.75,
    words: [
      { text: "A", start_seconds: 0 },
      { text: "sides.", start_seconds: 1.5 },
      { text: "A", start_seconds: 2.5 },
      { text: "circle", start_seconds: 2.6 },
    ],
    ...changes,
  };
}

const TWO: readonly Partial<Section>[] = [
  { title: "A square", beats: [aBeat()] },
  { title: "Both", beats: [aBeat({ text: "Both are flat.", start_frame: 90, words: null })] },
];

/** Sections of six seconds, by default two of them, in 15 frames a second. */
export function aTimeline(sections: readonly Partial<Section>[] = TWO): Timeline {
  return {
    title: "Squares and circles",
    language: "en",
    frame_rate: 15,
    sections: sections.map((section, number) => ({
      title: "A section",
      start_frame: number * 90,
      frame_count: 90,
      is_degraded: false,
      beats: [],
      ...section,
    })),
  };
}
