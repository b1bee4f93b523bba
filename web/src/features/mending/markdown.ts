/** The edited text as the Markdown that the service takes as `explanation`. Pure. */

import type { SpokenText } from "./explanation";
import { tidy } from "./spoken";
import { isEmpty, spokenIn } from "./wordChanges";
import type { EditedText } from "./words";

const PARAGRAPH = "\n\n";

/** Each sentence is a paragraph, so that what one field holds stays together. Sections without words are left out: the service would speak their headings. */
export function toMarkdown(before: SpokenText, after: EditedText): string {
  const shown = shownBeside(before);
  const parts = after.sections.flatMap((section) => {
    const told = before.sections.find(({ number }) => number === section.number);
    if (isEmpty(section)) return [];
    return [`## ${tidy(section.title)}`, ...spokenIn(section, told), ...(shown.get(section.number) ?? [])];
  });
  return [`# ${tidy(after.title)}`, ...parts].join(PARAGRAPH);
}

/** The code and tables of each section that are shown and not read aloud: what follows its words. */
function shownBeside({ sections, markdown }: SpokenText): ReadonlyMap<number, readonly string[]> {
  const places: { readonly number: number; readonly begin: number; readonly end: number }[] = [];
  let from = 0;
  for (const { number, title, beats } of sections) {
    // Earlier versions told a section's sentences as one paragraph.
    const heads = [PARAGRAPH, " "].map((gap) => [`## ${title}`, beats.join(gap)].join(PARAGRAPH).trim());
    const head = heads.find((each) => markdown.indexOf(each, from) >= 0);
    if (head === undefined) continue;
    const begin = markdown.indexOf(head, from);
    from = begin + head.length;
    places.push({ number, begin, end: from });
  }
  return new Map(
    places.map(({ number, end }, index) => {
      const rest = markdown.slice(end, places[index + 1]?.begin).trim();
      return [number, rest === "" ? [] : [rest]];
    }),
  );
}
