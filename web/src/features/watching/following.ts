/** Keeps the line that is spoken in sight, inside its own box, until the reader scrolls there. */

import { useReducedMotion } from "@mantine/hooks";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

export interface Following {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly isFollowing: boolean;
  readonly follow: () => void;
  readonly leave: () => void;
}

export function useFollowing(current: number): Following {
  const box = useRef<HTMLDivElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  const isCalm = useReducedMotion();
  useEffect(() => {
    if (isFollowing && current >= 0) show(box.current, isCalm ? "instant" : "smooth");
  }, [current, isFollowing, isCalm]);
  return {
    box,
    isFollowing,
    follow: useCallback(() => setFollowing(true), []),
    leave: useCallback(() => setFollowing(false), []),
  };
}

/** Moves only when the line nears the edge, and never the page around the box. */
function show(box: HTMLElement | null, behavior: ScrollBehavior): void {
  const line = box?.querySelector<HTMLElement>("[aria-current=true]");
  if (!box || !line) return;
  const top = line.offsetTop - box.offsetTop - box.scrollTop;
  const isInSight = top >= line.offsetHeight && top + 2 * line.offsetHeight <= box.clientHeight;
  if (!isInSight) box.scrollTo({ top: box.scrollTop + top - box.clientHeight / 3, behavior });
}
