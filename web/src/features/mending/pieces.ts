/** A script in pieces, one per section and what they share between them; joined, they are the script again. Pure. */

import type { components } from "@podreel/client";
import type { SpokenSection } from "./explanation";

/** `section` is the section that this code draws; null for code that sections share. */
export interface Piece {
  readonly key: string;
  readonly section: number | null;
  readonly title: string;
  readonly code: string;
}

/** The key of the piece that holds the spoken text. */
export const NARRATION_KEY = "narration";

/** A finding of the check. Lines and columns count from 1. */
export type Finding = Readonly<components["schemas"]["LineFault"]>;

/** The script's pieces in its order. Code that is not found where the service says stays with what is shared. */
export function piecesOf(script: string, sections: readonly SpokenSection[]): readonly Piece[] {
  const lines = script.split(/\r\n|\r|\n/);
  const narration = narrationIn(lines);
  const pieces: Piece[] = [];
  let next = 0;
  const add = (end: number, key = `shared-${pieces.length}`): void => {
    if (end > next) pieces.push({ key, section: null, title: "", code: lines.slice(next, end).join("\n") });
    next = Math.max(next, end);
  };
  const share = (end: number): void => {
    if (narration !== undefined && narration.begin >= next && narration.end <= end) {
      add(narration.begin);
      add(narration.end, NARRATION_KEY);
    }
    add(end);
  };
  const placed = sections
    .filter((each) => each.code !== null && each.first_line !== null)
    .sort((one, other) => (one.first_line ?? 0) - (other.first_line ?? 0));
  for (const { number, title, code, first_line } of placed) {
    const own = (code ?? "").replace(/\n+$/, "");
    const begin = (first_line ?? 1) - 1;
    const end = begin + own.split("\n").length;
    if (own === "" || begin < next || lines.slice(begin, end).join("\n") !== own) continue;
    share(begin);
    pieces.push({ key: `section-${number}`, section: number, title, code: own });
    next = end;
  }
  share(lines.length);
  return pieces;
}

/** Where the spoken text is, if it is written as it usually is: a literal whose last bracket begins a line. */
function narrationIn(lines: readonly string[]): { readonly begin: number; readonly end: number } | undefined {
  const begin = lines.findIndex((line) => /^NARRATION\b[^=]*=\s*[{(]\s*$/.test(line));
  const length = lines.slice(begin + 1).findIndex((line) => /^\S/.test(line));
  if (begin < 0 || length < 0 || !/^[})]/.test(lines[begin + 1 + length] ?? "")) return undefined;
  return { begin, end: begin + length + 2 };
}

export const scriptOf = (pieces: readonly Piece[]): string => pieces.map(({ code }) => code).join("\n");

/** Code that several sections may use. */
export const isShared = ({ section, key }: Piece): boolean => section === null && key !== NARRATION_KEY;

/** Lines between two classes, which nobody needs to see. */
export const isGap = (piece: Piece): boolean => isShared(piece) && piece.code.trim() === "";

/** The number, in the script, of each piece's first line. */
export function firstLines(pieces: readonly Piece[]): readonly number[] {
  let line = 1;
  return pieces.map(({ code }) => {
    const first = line;
    line += code.split("\n").length;
    return first;
  });
}

export interface Placed {
  readonly finding: Finding;
  readonly piece: Piece;
  /** Offsets in the piece's code. */
  readonly from: number;
  readonly to: number;
}

/** Where each finding is; one outside of the script, as of another version of it, is at its end. */
export function placed(pieces: readonly Piece[], findings: readonly Finding[]): readonly Placed[] {
  const firsts = firstLines(pieces);
  return findings.flatMap((finding) => {
    const index = Math.max(
      0,
      firsts.findLastIndex((first) => first <= finding.line),
    );
    const piece = pieces[index];
    if (piece === undefined) return [];
    const base = (firsts[index] ?? 1) - 1;
    const from = offsetAt(piece.code, finding.line - base, finding.column);
    const to = offsetAt(piece.code, finding.end_line - base, finding.end_column);
    return [{ finding, piece, from, to: Math.max(from, to) }];
  });
}

/** The offset of a line and a column, in code points, that count from 1; within the code in any case. */
function offsetAt(code: string, line: number, column: number): number {
  const lines = code.split("\n");
  const index = Math.min(Math.max(line, 1), lines.length) - 1;
  const before = lines.slice(0, index).reduce((sum, each) => sum + each.length + 1, 0);
  const text = lines[index] ?? "";
  if (line > lines.length) return before + text.length;
  return before + [...text].slice(0, Math.max(0, column - 1)).join("").length;
}

export interface ScriptChanges {
  readonly isAny: boolean;
  readonly sections: readonly number[];
  readonly isSharedChanged: boolean;
  /** Whether the spoken text is another one; that of which sections is not looked at. */
  readonly isNarrationChanged: boolean;
}

/** What differs from the script before. */
export function scriptChanges(before: readonly Piece[], after: readonly Piece[]): ScriptChanges {
  const known = new Map(before.map((piece) => [piece.key, piece.code]));
  const changed = after.filter(({ key, code }) => known.get(key) !== code);
  const isOther = before.length !== after.length;
  return {
    isAny: isOther || changed.length > 0,
    sections: changed.flatMap(({ section }) => (section === null ? [] : [section])),
    isSharedChanged: isOther || changed.some(isShared),
    isNarrationChanged: changed.some(({ key }) => key === NARRATION_KEY),
  };
}
