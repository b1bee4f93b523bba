/** What will happen when the changes are sent. Pure. */

import type { SpokenText } from "./explanation";
import type { ScriptChanges } from "./pieces";
import type { Remake } from "./wishes";
import type { WordChanges } from "./wordChanges";

/** `isMost`: not more, but maybe fewer are rendered, for what changed may be used in any section. */
export interface Plan {
  readonly mode: "words" | "script" | "choices" | "nothing";
  readonly spoken: number;
  readonly rendered: number;
  readonly sections: number;
  readonly isMost: boolean;
  readonly isNarrationChanged: boolean;
}

export function planOf(text: SpokenText, words: WordChanges, script: ScriptChanges, remake: Remake): Plan {
  const mode = modeOf(words, script, remake);
  const sections = text.sections.length - words.leftOut.length;
  const changed = mode === "script" ? script.sections.length : words.sections.length;
  const isShared =
    mode === "script" && (script.isSharedChanged || script.isNarrationChanged) && !remake.isAllRendered;
  return {
    mode,
    spoken: remake.isAllSpoken ? words.sentences : words.newSentences,
    rendered: remake.isAllRendered || isShared ? sections : changed,
    sections,
    isMost: isShared,
    isNarrationChanged: mode === "script" && script.isNarrationChanged,
  };
}

function modeOf(words: WordChanges, script: ScriptChanges, remake: Remake): Plan["mode"] {
  if (script.isAny) return "script";
  if (words.isAny) return "words";
  return remake.isAllRendered ? "choices" : "nothing";
}
