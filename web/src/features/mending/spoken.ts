/** A sentence as it is sent: one line that the service reads as spoken text, and as nothing else. Pure. */

/** What the service takes: longer titles are cut or spoken, longer words refused, longer sentences divided. */
export const MOST = { title: 80, sectionTitle: 48, word: 300, inOneGo: 440 } as const;

const BREAKS_AND_CONTROLS = /[\s\p{Cc}\u2028\u2029]+/gu;
/** What makes a line of Markdown a heading, a quotation, an item of a list, or a fence of code. */
const MARKS = /^(?:#{1,6}(?=\s|$)|>|[-*+•‣◦▪·–](?=\s|$)|\[[ xX]\](?=\s|$)|`{3,}|~{3,})\s*/u;
const ENDED = /[.!?…。！？．｡؟۔।॥:：;；]["'”’»«›‹)\]}」』）*]*$/u;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]["'”’»」』）)]*$/u;
const DANDA = /\p{Script=Devanagari}["'”’»)]*$/u;

/** How long it is to speak, in Latin letters. */
export const weight = (text: string): number =>
  text.length +
  2 * (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0);

/** The text on one line, without marks that would make it something else. */
export function tidy(text: string): string {
  let line = text.replace(BREAKS_AND_CONTROLS, " ").trim();
  for (let before = ""; before !== line; ) {
    before = line;
    line = line.replace(MARKS, "");
  }
  return line;
}

/** The same with a mark at its end, without which the service would read it and the next one as one sentence. */
export function closed(text: string): string {
  const line = tidy(text);
  if (line === "" || ENDED.test(line)) return line;
  if (WIDE.test(line)) return `${line}。`;
  return `${line}${DANDA.test(line) ? "।" : "."}`;
}

/** Whether there is anything to speak: a letter or a digit of any script. */
export function canBeSaid(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(tidy(text));
}
