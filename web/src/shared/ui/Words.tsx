/** A piece of a text with its bold words, its code, and the marks of what changed. */

import { Code } from "@mantine/core";
import { Fragment } from "react";
import type { Span } from "@/shared/text/markdown";
import styles from "./Words.module.css";

interface WordsProps {
  readonly text: string;
  readonly span: Span;
  readonly marks: readonly Span[];
  readonly marksAre: "ins" | "del";
}

const STYLED = /`([^`\n]+)`|\*\*([^*\s](?:[^*]*[^*\s])?)\*\*/g;

export function Words({ text, span, marks, marksAre }: WordsProps) {
  const near = marks.filter((mark) => mark.start < span.end && mark.end > span.start);
  const marked = (piece: Span) => <Marked text={text} span={piece} marks={near} marksAre={marksAre} />;
  return piecesOf(text, span).map(({ kind, ...piece }) => {
    if (kind === "code") return <Code key={piece.start}>{marked(piece)}</Code>;
    if (kind === "strong") return <strong key={piece.start}>{marked(piece)}</strong>;
    return <Fragment key={piece.start}>{marked(piece)}</Fragment>;
  });
}

interface Piece extends Span {
  readonly kind: "plain" | "code" | "strong";
}

function piecesOf(text: string, { start, end }: Span): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (const found of text.slice(start, end).matchAll(STYLED)) {
    const from = start + found.index;
    if (from > at) pieces.push({ kind: "plain", start: at, end: from });
    const [all, code] = found;
    const sign = code === undefined ? 2 : 1;
    at = from + all.length;
    pieces.push({ kind: code === undefined ? "strong" : "code", start: from + sign, end: at - sign });
  }
  if (at < end) pieces.push({ kind: "plain", start: at, end });
  return pieces;
}

function Marked({ text, span, marks, marksAre: Mark }: WordsProps) {
  const parts: React.ReactNode[] = [];
  let at = span.start;
  for (const mark of marks) {
    const [from, to] = [Math.max(mark.start, at), Math.min(mark.end, span.end)];
    if (from >= to) continue;
    parts.push(text.slice(at, from));
    parts.push(
      <Mark key={from} className={styles[Mark]}>
        {text.slice(from, to)}
      </Mark>,
    );
    at = to;
  }
  return [...parts, text.slice(at, span.end)];
}
