/** What people know a video by. */

interface Named {
  readonly title: string;
  readonly original_question: string;
}

const LONGEST = 120;
// With which a line of Markdown begins: a heading's, a list's or a quotation's.
const MARK = /^\s*(#{1,6}|[-*+>])\s+/;
const STRONG = /\*\*(\S(?:[^*]*\S)?)\*\*/g;

/** The video's title once it has one, else the first line of its question; empty for a script without either. */
export function titleOf(video: Named): string {
  const title = video.title.trim() || firstLine(video.original_question);
  if (title.length <= LONGEST) return title;
  return `${title.slice(0, LONGEST).replace(/\s+\S*$/, "")} …`;
}

function firstLine(text: string): string {
  const line = text.split("\n").find((each) => each.trim() !== "") ?? "";
  return line.replace(MARK, "").replace(STRONG, "$1").trim();
}
