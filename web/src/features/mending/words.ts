/** The text while it is edited, and each way to change it. Pure. */

import type { SpokenSection, SpokenText } from "./explanation";

/** What one field holds. `origin` is its place among the section's sentences before; null for a new one. */
export interface Sentence {
  readonly id: string;
  readonly origin: number | null;
  readonly text: string;
}

export interface EditedSection {
  readonly number: number;
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

export interface EditedText {
  readonly title: string;
  readonly sections: readonly EditedSection[];
}

/** A place in the text: the section's and the sentence's index. */
export interface Place {
  readonly section: number;
  readonly sentence: number;
}

export type Edit =
  | { readonly kind: "title"; readonly text: string }
  | { readonly kind: "sectionTitle"; readonly section: number; readonly text: string }
  | (Place & { readonly kind: "write"; readonly text: string })
  | (Place & { readonly kind: "split"; readonly at: number })
  | (Place & { readonly kind: "join" })
  | (Place & { readonly kind: "remove" })
  | (Place & { readonly kind: "add" })
  | (Place & { readonly kind: "reset" })
  | (Place & { readonly kind: "move"; readonly by: -1 | 1 })
  | { readonly kind: "putBack"; readonly section: number; readonly origin: number }
  | { readonly kind: "resetTitle"; readonly section: number };

export function editable(text: SpokenText): EditedText {
  return { title: text.title, sections: text.sections.map(editableSection) };
}

function editableSection({ number, title, beats }: SpokenSection): EditedSection {
  return { number, title, sentences: beats.map((beat, index) => unchanged(number, beat, index)) };
}

function unchanged(section: number, text: string, origin: number): Sentence {
  return { id: `${section}.${origin}`, origin, text };
}

/** The text after this edit. */
export function edited(text: EditedText, edit: Edit, before: SpokenText): EditedText {
  if (edit.kind === "title") return { ...text, title: edit.text };
  const section = text.sections[edit.section];
  if (section === undefined) return text;
  const told = before.sections.find(({ number }) => number === section.number);
  return { ...text, sections: text.sections.with(edit.section, editedSection(section, edit, told)) };
}

function editedSection(
  section: EditedSection,
  edit: Exclude<Edit, { kind: "title" }>,
  told: SpokenSection | undefined,
): EditedSection {
  if (edit.kind === "sectionTitle") return { ...section, title: edit.text };
  if (edit.kind === "resetTitle") return { ...section, title: told?.title ?? section.title };
  if (edit.kind === "putBack") return putBack(section, edit.origin, told?.beats[edit.origin]);
  const { sentences } = section;
  const here = sentences[edit.sentence];
  if (edit.kind === "add") return { ...section, sentences: inserted(section, edit.sentence + 1, "") };
  if (here === undefined) return section;
  return { ...section, sentences: editedSentences(section, here, edit, told) };
}

type SentenceEdit = Extract<Edit, { kind: "write" | "split" | "join" | "remove" | "reset" | "move" }>;

function editedSentences(
  section: EditedSection,
  here: Sentence,
  edit: SentenceEdit,
  told: SpokenSection | undefined,
): readonly Sentence[] {
  const { sentences } = section;
  const index = edit.sentence;
  switch (edit.kind) {
    case "write":
      return written(section, index, here, edit.text);
    case "split": {
      const [first, second] = [here.text.slice(0, edit.at), here.text.slice(edit.at)];
      const rest = inserted(section, index + 1, second.trimStart());
      return rest.with(index, { ...here, text: first.trimEnd() });
    }
    case "join": {
      const next = sentences[index + 1];
      if (next === undefined) return sentences;
      const text = [here.text.trimEnd(), next.text.trimStart()].filter(Boolean).join(" ");
      return sentences.with(index, { ...here, text }).toSpliced(index + 1, 1);
    }
    case "remove":
      return sentences.toSpliced(index, 1);
    case "reset":
      return here.origin === null
        ? sentences
        : sentences.with(index, { ...here, text: told?.beats[here.origin] ?? here.text });
    case "move":
      return moved(sentences, index, index + edit.by);
  }
}

/** Each pasted line is a sentence of its own. */
function written(section: EditedSection, index: number, here: Sentence, text: string): readonly Sentence[] {
  const [first = "", ...more] = text.split(/[\r\n\u2028\u2029]+/);
  let sentences = section.sentences.with(index, { ...here, text: first });
  for (const [offset, line] of more.entries())
    sentences = inserted({ ...section, sentences }, index + 1 + offset, line).slice();
  return sentences;
}

function inserted(section: EditedSection, index: number, text: string): readonly Sentence[] {
  return section.sentences.toSpliced(index, 0, { id: newId(section), origin: null, text });
}

function newId({ number, sentences }: EditedSection): string {
  const used = sentences.map(({ id }) => Number(id.split("+")[1] ?? 0));
  return `${number}+${Math.max(0, ...used) + 1}`;
}

function moved(sentences: readonly Sentence[], from: number, to: number): readonly Sentence[] {
  const sentence = sentences[from];
  if (sentence === undefined || to < 0 || to >= sentences.length) return sentences;
  return sentences.toSpliced(from, 1).toSpliced(to, 0, sentence);
}

/** After the last sentence that stood before it. */
function putBack(section: EditedSection, origin: number, text: string | undefined): EditedSection {
  const { sentences, number } = section;
  if (text === undefined || sentences.some((each) => each.origin === origin)) return section;
  const after = sentences.findLastIndex((each) => each.origin !== null && each.origin < origin);
  return { ...section, sentences: sentences.toSpliced(after + 1, 0, unchanged(number, text, origin)) };
}
