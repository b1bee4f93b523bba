/** The little Markdown that explanations use, as blocks that know where in the text they stand. Pure. */

/** From `start` up to, not including, `end`, in characters of the whole text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly span: Span }
  | { readonly kind: "paragraph"; readonly span: Span }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly Span[] }
  | { readonly kind: "code"; readonly span: Span }
  | { readonly kind: "table"; readonly rows: readonly (readonly Span[])[] };

interface Line extends Span {
  readonly text: string;
}

const HEADING = /^(#{1,6})\s+(?=\S)/;
const ITEM = /^\s{0,3}(?:[-*+]|(\d{1,3})[.)])\s+(?=\S)/;
const FENCE = /^(```+|~~~+)/;
const ROW = /^\s*\|.*\|\s*$/;
const RULER = /^[\s|:-]+$/;

export function blocksOf(text: string): readonly Block[] {
  const lines = linesOf(text);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const [block, next] = blockAt(lines, at);
    if (block !== undefined) blocks.push(block);
    at = next;
  }
  return blocks;
}

/** The titles of the sections, from the first. */
export function sectionTitles(text: string): readonly string[] {
  return blocksOf(text).flatMap((block) =>
    block.kind === "heading" && block.level === 2 ? [text.slice(block.span.start, block.span.end)] : [],
  );
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split("\n").map((raw) => {
    const line = { text: raw.trimEnd(), start, end: start + raw.trimEnd().length };
    start += raw.length + 1;
    return line;
  });
}

/** The block that begins in this line, if any, and the line after it. */
function blockAt(lines: readonly Line[], at: number): readonly [Block | undefined, number] {
  const line = lines[at] as Line;
  if (line.text.trim() === "") return [undefined, at + 1];
  const heading = HEADING.exec(line.text);
  if (heading) {
    const span = { start: line.start + heading[0].length, end: line.end };
    return [{ kind: "heading", level: heading[1]?.length ?? 1, span }, at + 1];
  }
  const fence = FENCE.exec(line.text)?.[1];
  if (fence !== undefined) return codeAt(lines, at, fence);
  if (ROW.test(line.text)) return tableAt(lines, at);
  const item = ITEM.exec(line.text);
  if (item) return listAt(lines, at, item[1] !== undefined);
  return paragraphAt(lines, at);
}

/** Code goes on to its closing fence, or to the end of a text that was cut. */
function codeAt(lines: readonly Line[], at: number, fence: string): readonly [Block, number] {
  const close = lines.findIndex((line, index) => index > at && line.text.trim() === fence);
  const next = close < 0 ? lines.length : close;
  const start = lines[at + 1]?.start ?? (lines[at] as Line).end;
  const span = { start, end: next === at + 1 ? start : (lines[next - 1] as Line).end };
  return [{ kind: "code", span }, next + 1];
}

function tableAt(lines: readonly Line[], at: number): readonly [Block, number] {
  const next = firstAfter(lines, at, (line) => !ROW.test(line.text));
  const rows = lines.slice(at, next).filter((line) => !RULER.test(line.text));
  return [{ kind: "table", rows: rows.map(cellsOf) }, next];
}

/** The cells between the bars; a bar after a backslash belongs to its cell. */
function cellsOf(line: Line): readonly Span[] {
  const bars = [...line.text.matchAll(/(?<!\\)\|/g)].map((bar) => bar.index);
  return bars.slice(1).map((bar, index) => trimmed(line, (bars[index] ?? 0) + 1, bar));
}

function trimmed(line: Line, from: number, to: number): Span {
  const cell = line.text.slice(from, to);
  const start = line.start + from + (cell.length - cell.trimStart().length);
  return { start, end: start + cell.trim().length };
}

function listAt(lines: readonly Line[], at: number, isOrdered: boolean): readonly [Block, number] {
  const isOther = (line: Line): boolean => (ITEM.exec(line.text)?.[1] !== undefined) !== isOrdered;
  const next = firstAfter(lines, at, (line) => !ITEM.test(line.text) || isOther(line));
  const items = lines.slice(at, next).map((line) => {
    return { start: line.start + (ITEM.exec(line.text)?.[0].length ?? 0), end: line.end };
  });
  return [{ kind: "list", isOrdered, items }, next];
}

function paragraphAt(lines: readonly Line[], at: number): readonly [Block, number] {
  const begins = (line: Line): boolean => [HEADING, ITEM, FENCE, ROW].some((sign) => sign.test(line.text));
  const next = firstAfter(lines, at, (line) => line.text.trim() === "" || begins(line));
  return [
    { kind: "paragraph", span: { start: (lines[at] as Line).start, end: (lines[next - 1] as Line).end } },
    next,
  ];
}

function firstAfter(lines: readonly Line[], at: number, isOver: (line: Line) => boolean): number {
  const found = lines.findIndex((line, index) => index > at && isOver(line));
  return found < 0 ? lines.length : found;
}
