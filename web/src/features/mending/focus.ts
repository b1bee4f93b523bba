/** Where the caret goes after an edit. Pure, but for `moveCaret`. */

import type { Edit, EditedText } from "./words";

export interface Caret {
  readonly id: string;
  readonly at: number;
}

export const fieldId = (sentence: string): string => `sentence-${sentence}`;
export const addId = (section: number): string => `add-${section}`;

/** The caret after `edit` made `after` of `before`; undefined if it stays where it is. */
export function caretAfter(before: EditedText, after: EditedText, edit: Edit): Caret | undefined {
  if (edit.kind === "title" || edit.kind === "sectionTitle" || edit.kind === "resetTitle") return undefined;
  const sentences = after.sections[edit.section]?.sentences ?? [];
  const was = before.sections[edit.section]?.sentences ?? [];
  const at = (index: number, place = sentences[index]?.text.length ?? 0): Caret | undefined => {
    const sentence = sentences[index];
    return sentence && { id: fieldId(sentence.id), at: place };
  };
  switch (edit.kind) {
    case "write":
      return sentences.length === was.length ? undefined : at(edit.sentence + sentences.length - was.length);
    case "split":
    case "add":
      return at(edit.sentence + 1, 0);
    case "join":
      return at(edit.sentence, was[edit.sentence]?.text.trimEnd().length);
    case "remove":
      return (
        at(Math.min(edit.sentence, sentences.length - 1)) ?? {
          id: addId(after.sections[edit.section]?.number ?? 0),
          at: 0,
        }
      );
    case "move":
      return at(edit.sentence + edit.by) ?? at(edit.sentence);
    case "reset":
      return at(edit.sentence);
    case "putBack":
      return at(sentences.findIndex(({ origin }) => origin === edit.origin));
  }
}

export function moveCaret({ id, at }: Caret): void {
  const field = document.getElementById(id);
  field?.focus();
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(at, at);
}
