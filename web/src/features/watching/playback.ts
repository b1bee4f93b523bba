/** What the player and the texts beside it share: the media element, and which text it is at. */

import { useCallback, useSyncExternalStore } from "react";

/** Null until the player is there, and where it could not load the file. */
export type Media = HTMLVideoElement | null;

const MOVES = ["timeupdate", "seeking", "seeked", "loadedmetadata"] as const;
/** Players land a little before the place that they were sent to. */
const TOLERANCE_SECONDS = 0.05;

/** The number of the last start that the player has reached; -1 before the first. */
export function useCurrent(media: Media, starts: readonly number[]): number {
  const subscribe = useCallback(
    (changed: () => void) => {
      for (const move of MOVES) media?.addEventListener(move, changed);
      return () => {
        for (const move of MOVES) media?.removeEventListener(move, changed);
      };
    },
    [media],
  );
  return useSyncExternalStore(subscribe, () => (media ? lastReached(starts, media.currentTime) : -1));
}

export function lastReached(starts: readonly number[], seconds: number): number {
  return starts.findLastIndex((start) => start <= seconds + TOLERANCE_SECONDS);
}

/** Goes there. It plays on if it was playing, and never starts by itself. */
export function seek(media: Media, seconds: number): void {
  if (media) media.currentTime = seconds;
}
