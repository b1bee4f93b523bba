/** The sentences of a video, and when each is said. Pure. */

import type { Beat, Timeline } from "./timeline";

export interface Sentence {
  readonly text: string;
  readonly seconds: number;
  /** Counted from 0. */
  readonly section: number;
}

export function sentencesOf(timeline: Timeline): readonly Sentence[] {
  const split = splitter(timeline.language);
  return timeline.sections.flatMap((section, number) =>
    section.beats.flatMap((beat) => {
      const secondsAt = timesOf(beat);
      return split(beat.text).map(({ text, at }) => ({
        text,
        seconds: beat.start_frame / timeline.frame_rate + secondsAt(at),
        section: number,
      }));
    }),
  );
}

interface Piece {
  readonly text: string;
  readonly at: number;
}

function splitter(language: string): (text: string) => readonly Piece[] {
  const segmenter = new Intl.Segmenter(isLanguage(language) ? language : "en", { granularity: "sentence" });
  return (text) =>
    [...segmenter.segment(text)]
      .map(({ segment, index }) => ({ text: segment.trim(), at: index }))
      .filter((piece) => piece.text !== "");
}

function isLanguage(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

/** Seconds from the beat's start at which the letter at a place is said; without times of words in proportion. */
function timesOf(beat: Beat): (at: number) => number {
  const places = placesOf(beat);
  return (at) => {
    if (at === 0) return 0;
    const word = places.find((place) => place.at >= at);
    return word?.seconds ?? (at / beat.text.length) * beat.speech_seconds;
  };
}

function placesOf(beat: Beat): readonly { readonly at: number; readonly seconds: number }[] {
  let from = 0;
  return (beat.words ?? []).flatMap((word) => {
    const at = beat.text.indexOf(word.text, from);
    if (at < 0) return []; // an engine that says "3" as "three" tells it so
    from = at + word.text.length;
    return [{ at, seconds: word.start_seconds }];
  });
}
