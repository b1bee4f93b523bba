/** What will happen when the changes are sent. Pure. */

import type { SpokenText } from "./explanation";
import type { ScriptChanges } from "./pieces";
import type { Remake } from "./wishes";
import type { WordChanges } from "./wordChanges";

/** Why it is not known better how many sections are rendered: whether their pictures use what changed. */
export type Doubt = "shared" | "narration" | "titles";

export interface Plan {
  readonly mode: "words" | "script" | "choices" | "nothing";
  readonly spoken: number;
  readonly sentences: number;
  /** At most, if there is a doubt. */
  readonly rendered: number;
  readonly sections: number;
  readonly doubt: Doubt | undefined;
  /** How many sections get other pictures, because theirs expect another number of sentences. */
  readonly redrawn: number;
}

export function planOf(text: SpokenText, words: WordChanges, script: ScriptChanges, remake: Remake): Plan {
  const mode = modeOf(words, script, remake);
  const sections = text.sections.length - words.leftOut.length;
  const doubt = remake.isAllRendered ? undefined : doubtOf(mode, words, script);
  const isEvery = remake.isAllRendered || doubt === "shared" || doubt === "narration";
  const changed = mode === "script" ? script.sections.length : words.sections.length;
  return {
    mode,
    spoken: remake.isAllSpoken ? words.sentences : words.newSentences,
    sentences: words.sentences,
    rendered: isEvery ? sections : changed,
    sections,
    doubt,
    redrawn: mode === "words" ? words.redrawn.length : 0,
  };
}

function doubtOf(mode: Plan["mode"], words: WordChanges, script: ScriptChanges): Doubt | undefined {
  if (mode === "script" && script.isNarrationChanged) return "narration";
  if (mode === "script" && script.isSharedChanged) return "shared";
  return mode === "words" && words.titlesOnly.length > 0 ? "titles" : undefined;
}

function modeOf(words: WordChanges, script: ScriptChanges, remake: Remake): Plan["mode"] {
  if (script.isAny) return "script";
  if (words.isAny) return "words";
  return remake.isAllRendered ? "choices" : "nothing";
}
