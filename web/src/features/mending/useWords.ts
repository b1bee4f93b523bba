/** The words while they are edited: each edit moves the caret, and is said to those who hear the page. */

import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SpokenText } from "./explanation";
import { type Caret, caretAfter, moveCaret } from "./focus";
import { type Edit, type EditedText, edited } from "./words";

export interface WordsEditing {
  readonly edit: (edit: Edit) => void;
  /** What just happened, for screen readers. */
  readonly said: string;
}

const SAID = new Set(["split", "join", "remove", "move", "reset", "putBack"]);

export function useWords(
  before: SpokenText,
  words: EditedText,
  write: (words: EditedText) => void,
): WordsEditing {
  const { t } = useTranslation("mending");
  const [said, setSaid] = useState("");
  const latest = useRef(words);
  const caret = useRef<Caret>(undefined);
  latest.current = words;
  useLayoutEffect(() => {
    if (caret.current !== undefined) moveCaret(caret.current);
    caret.current = undefined;
  });
  const edit = useCallback(
    (edit: Edit) => {
      const after = edited(latest.current, edit, before);
      caret.current = caretAfter(latest.current, after, edit);
      latest.current = after;
      write(after);
      if (SAID.has(edit.kind)) setSaid(t(`said.${edit.kind}`, { place: placeOf(edit) }));
    },
    [before, write, t],
  );
  return { edit, said };
}

function placeOf(edit: Edit): number {
  if (!("sentence" in edit)) return 0;
  return edit.sentence + 1 + (edit.kind === "move" ? edit.by : 0);
}
