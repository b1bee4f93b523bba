/** What differs between two texts, by words. Pure; loaded only where texts are compared. */

import { diffArrays } from "diff";
import type { Span } from "./markdown";

export interface Changes {
  /** Where the first text has what the second has not. */
  readonly removed: readonly Span[];
  /** Where the second text has what the first has not. */
  readonly added: readonly Span[];
  readonly count: number;
}

/** Two texts with nothing in common take long to compare; marks all over help nobody then. */
const TIMEOUT_MILLISECONDS = 400;

/** Undefined if the texts differ so much that they are better read without marks. */
export function changesBetween(before: string, after: string, language: string): Changes | undefined {
  const options = { timeout: TIMEOUT_MILLISECONDS };
  const parts = diffArrays(wordsOf(before, language), wordsOf(after, language), options);
  if (parts === undefined) return undefined;
  const [removed, added]: [Span[], Span[]] = [[], []];
  let [inBefore, inAfter, count, isInChange] = [0, 0, 0, false];
  for (const part of parts) {
    const length = part.value.reduce((sum, word) => sum + word.length, 0);
    if (part.removed) removed.push({ start: inBefore, end: inBefore + length });
    if (part.added) added.push({ start: inAfter, end: inAfter + length });
    const isChange = part.added || part.removed;
    if (isChange && !isInChange) count += 1;
    // One word of space between two changes does not part them.
    isInChange = isChange || (isInChange && part.value.join("").trim() === "");
    if (!part.added) inBefore += length;
    if (!part.removed) inAfter += length;
  }
  return { removed: joined(removed, before), added: joined(added, after), count };
}

/** Words, and what stands between them; also of languages that write no spaces. */
function wordsOf(text: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Marks with only spaces between them become one, and spaces at a mark's ends are left unmarked. */
function joined(spans: readonly Span[], text: string): readonly Span[] {
  const all: Span[] = [];
  for (const span of spans.map((each) => trimmed(each, text))) {
    const last = all.at(-1);
    if (last !== undefined && text.slice(last.end, span.start).trim() === "")
      all[all.length - 1] = { start: last.start, end: span.end };
    else all.push(span);
  }
  return all;
}

function trimmed({ start, end }: Span, text: string): Span {
  const marked = text.slice(start, end);
  const from = start + marked.length - marked.trimStart().length;
  return { start: from, end: Math.max(from, start + marked.trimEnd().length) };
}
