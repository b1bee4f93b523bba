/** What is wrong with an edited text, before it is sent. Pure. */

import type { SpokenText } from "./explanation";
import { toMarkdown } from "./markdown";
import { canBeSaid, MOST, tidy, weight } from "./spoken";
import { isEmpty } from "./wordChanges";
import type { EditedText } from "./words";

export type Fault = "empty" | "tooLong" | "unspeakable" | "longWord";

export const titleFault = (title: string, before: string, most: number): Fault | undefined => {
  if (!canBeSaid(title)) return "empty";
  return title !== before && weight(tidy(title)) > most ? "tooLong" : undefined;
};

/** An empty field is no fault: it is left out. */
export function sentenceFault(text: string): Fault | undefined {
  if (tidy(text) === "") return undefined;
  if (!canBeSaid(text)) return "unspeakable";
  return LONG_WORD.test(text) ? "longWord" : undefined;
}

const LONG_WORD = new RegExp(`[\\p{L}\\p{N}]{${MOST.word + 1},}`, "u");

export interface TextFaults {
  readonly fields: number;
  readonly isSilent: boolean;
  readonly characters: number;
  readonly isTooLong: boolean;
}

export function faultsOf(before: SpokenText, after: EditedText, mostCharacters: number): TextFaults {
  const spoken = after.sections.filter((section) => !isEmpty(section));
  const titles = spoken.map(({ number, title }) => {
    const told = before.sections.find((each) => each.number === number)?.title ?? "";
    return titleFault(title, told, MOST.sectionTitle);
  });
  const found = [
    titleFault(after.title, before.title, MOST.title),
    ...titles,
    ...spoken.flatMap(({ sentences }) => sentences.map(({ text }) => sentenceFault(text))),
  ];
  const characters = toMarkdown(before, after).length;
  return {
    fields: found.filter(Boolean).length,
    isSilent: spoken.length === 0,
    characters,
    isTooLong: characters > mostCharacters,
  };
}
