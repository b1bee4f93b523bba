/** Where rows of the list are, and how they stay there. */

import { useMediaQuery } from "@mantine/hooks";
import { defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Heights of a row, in rem: as high as its longest text, so that the place is kept when the reader comes back. */
const ROW = { wide: 7, narrow: 9 };

/** The height of a row, in pixels. */
export function useRowHeight(): number {
  const isWide = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false });
  const letter = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return letter * (isWide ? ROW.wide : ROW.narrow);
}

/** Where the list begins in the page. */
export function useTopOf(list: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  const read = useCallback(() => {
    if (list.current) setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
  }, [list]);
  // What is above the list may grow at any time, such as a problem that is told.
  useLayoutEffect(read);
  useEffect(() => {
    window.addEventListener("resize", read);
    return () => window.removeEventListener("resize", read);
  }, [read]);
  return top;
}

interface Place {
  /** The ids of the rows. */
  readonly ids: readonly string[];
  /** The first row on the screen. */
  readonly index: number;
}

/** Rows that come or go above what the reader looks at do not move it. */
export function useKeptPlace({ ids, index }: Place, rowHeight: number, top: number): void {
  const before = useRef<Place>({ ids, index });
  useLayoutEffect(() => {
    const moved = ids === before.current.ids ? 0 : rowsMoved(before.current, ids);
    if (moved !== 0 && window.scrollY > top) window.scrollBy({ top: moved * rowHeight, behavior: "instant" });
    before.current = { ids, index };
  });
}

/** By how many rows the first one on the screen was moved; by none if it has gone. */
export function rowsMoved(before: Place, ids: readonly string[]): number {
  const now = ids.indexOf(before.ids[before.index] ?? "");
  return now < 0 ? 0 : now - before.index;
}

/** The rows to show, always with the one that has the focus, or the keyboard would lose its place. */
export function rangeWith(range: Range, focused: number | undefined): number[] {
  const rows = defaultRangeExtractor(range);
  if (focused === undefined || focused >= range.count || rows.includes(focused)) return rows;
  return [...rows, focused].sort((one, other) => one - other);
}
