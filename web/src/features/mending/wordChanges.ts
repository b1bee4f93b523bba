/** What differs between the text before and the edited one. Pure. */

import type { SpokenSection, SpokenText } from "./explanation";
import { closed, MOST, tidy, weight } from "./spoken";
import type { EditedSection, EditedText, Sentence } from "./words";

export type Mark = "same" | "changed" | "new" | "moved";

export interface WordChanges {
  readonly isAny: boolean;
  readonly isTitleChanged: boolean;
  /** Numbers of the sections whose words, or whose title, are others now. */
  readonly sections: readonly number[];
  /** Those of them that only have another title: few pictures show it. */
  readonly titlesOnly: readonly number[];
  /** Those of them whose pictures can't be kept: their code expects another number of sentences. */
  readonly redrawn: readonly number[];
  /** Numbers of the sections that have no words any more. */
  readonly leftOut: readonly number[];
  /** How many sentences there are, and how many of them no voice has spoken yet. */
  readonly sentences: number;
  readonly newSentences: number;
}

export const isEmpty = (section: EditedSection): boolean =>
  section.sentences.every(({ text }) => tidy(text) === "");

/** The sentences that are spoken in a section, in order. */
export function spokenIn(section: EditedSection, told: SpokenSection | undefined): readonly string[] {
  const written = section.sentences.filter(({ text }) => tidy(text) !== "");
  if (told !== undefined && isSame(written, told.beats)) return told.beats;
  return written.map(({ text }) => closed(text));
}

function isSame(sentences: readonly Sentence[], beats: readonly string[]): boolean {
  return sentences.length === beats.length && sentences.every(({ text }, index) => text === beats[index]);
}

/** Whether there are more or fewer sentences than before, also because one is too long to be spoken in one go. */
function isDivided(spoken: readonly string[], beats: readonly string[] = []): boolean {
  const known = new Set(beats);
  return (
    spoken.length !== beats.length || spoken.some((each) => !known.has(each) && weight(each) > MOST.inOneGo)
  );
}

export function changesOf(before: SpokenText, after: EditedText): WordChanges {
  const known = new Set(before.sections.flatMap(({ beats }) => beats));
  const sections: number[] = [];
  const [leftOut, titlesOnly, redrawn]: [number[], number[], number[]] = [[], [], []];
  const fresh = new Set<string>();
  let sentences = 0;
  for (const section of after.sections) {
    const told = before.sections.find(({ number }) => number === section.number);
    const spoken = spokenIn(section, told);
    sentences += spoken.length;
    for (const sentence of spoken) if (!known.has(sentence)) fresh.add(sentence);
    if (isEmpty(section) && (told === undefined || told.beats.length > 0)) leftOut.push(section.number);
    else if (spoken !== told?.beats || tidy(section.title) !== tidy(told.title)) {
      sections.push(section.number);
      if (spoken === told?.beats) titlesOnly.push(section.number);
      else if (isDivided(spoken, told?.beats)) redrawn.push(section.number);
    }
  }
  const isTitleChanged = tidy(after.title) !== tidy(before.title);
  const isAny = isTitleChanged || sections.length + leftOut.length > 0;
  return {
    isAny,
    isTitleChanged,
    sections,
    titlesOnly,
    redrawn,
    leftOut,
    sentences,
    newSentences: fresh.size,
  };
}

/** What became of each sentence of a section. */
export function marksOf(section: EditedSection, told: SpokenSection | undefined): readonly Mark[] {
  const inOrder = longestRise(section.sentences.map(({ origin }) => origin));
  return section.sentences.map(({ origin, text }, index) => {
    if (origin === null) return "new";
    if (text !== told?.beats[origin]) return "changed";
    return inOrder.has(index) ? "same" : "moved";
  });
}

/** The places, in the text before, of the sentences that are gone. */
export function removedFrom(section: EditedSection, told: SpokenSection | undefined): readonly number[] {
  const kept = new Set(section.sentences.map(({ origin }) => origin));
  return (told?.beats ?? []).map((_, origin) => origin).filter((origin) => !kept.has(origin));
}

/** The indices of the longest run of values that rise, not counting those without one: what stayed in order. */
function longestRise(values: readonly (number | null)[]): ReadonlySet<number> {
  const best: { readonly length: number; readonly before: number }[] = [];
  let end = -1;
  for (const [index, value] of values.entries()) {
    let [length, before] = [1, -1];
    for (const [earlier, other] of values.slice(0, index).entries()) {
      const run = best[earlier]?.length ?? 0;
      if (value !== null && other !== null && other < value && run >= length)
        [length, before] = [run + 1, earlier];
    }
    best.push({ length: value === null ? 0 : length, before });
    if (value !== null && length > (best[end]?.length ?? 0)) end = index;
  }
  const rise = new Set<number>();
  for (let index = end; index >= 0; index = best[index]?.before ?? -1) rise.add(index);
  return rise;
}
