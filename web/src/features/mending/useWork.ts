/** What the reader changed: kept in this browser as it is written, and found again after a crash. */

import { useCallback, useEffect, useEffectEvent, useState } from "react";
import { type Draft, draftKey, dropDraft, keepDraft, NOTHING, readDraft, type Work } from "./drafts";

const PAUSE_MILLISECONDS = 400;

export interface WorkKeeping {
  readonly work: Work;
  /** The draft that was found when the editor was opened, until it is put away. */
  readonly restored: Draft | undefined;
  readonly isKept: boolean;
  /** Whether another window of this browser edits the same video. */
  readonly isElsewhere: boolean;
  readonly change: (changed: Partial<Work>) => void;
  /** Takes up a draft, or begins anew. */
  readonly begin: (draft: Draft | undefined) => void;
  /** From now on, the changes belong to the video that was made of them. */
  readonly send: (sentAs: string) => void;
  readonly discard: () => void;
}

export function useWork(
  videoId: string,
  generation: number,
  isChanged: (work: Work) => boolean,
): WorkKeeping {
  const [restored, setRestored] = useState(() => readDraft(videoId));
  const [work, setWork] = useState<Work>(() => restored ?? NOTHING);
  const [isKept, setKept] = useState(true);
  const isElsewhere = useElsewhere(videoId);
  const [isOver, setOver] = useState(false);
  const keep = useEffectEvent(() => {
    if (isOver) return;
    if (isChanged(work)) setKept(keepDraft(videoId, draftOf(work, generation, null)));
    else dropDraft(videoId);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change is kept, after a pause
  useEffect(() => {
    const timer = setTimeout(keep, PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [work]);
  useEffect(() => {
    globalThis.addEventListener("pagehide", keep);
    return () => {
      globalThis.removeEventListener("pagehide", keep);
      keep();
    };
  }, []);
  const change = useCallback(
    (changed: Partial<Work>) => setWork((before) => ({ ...before, ...changed })),
    [],
  );
  const begin = useCallback((draft: Draft | undefined) => {
    setWork(draft ?? NOTHING);
    setRestored(draft);
  }, []);
  const discard = useCallback(() => {
    dropDraft(videoId);
    setOver(true);
  }, [videoId]);
  function send(sentAs: string): void {
    keepDraft(videoId, draftOf(work, generation, sentAs));
    discard();
  }
  return { work, restored, isKept, isElsewhere, change, begin, send, discard };
}

function draftOf({ words, pieces, choices }: Work, generation: number, sentAs: string | null): Draft {
  return { words, pieces, choices, generation, savedAt: new Date().toISOString(), sentAs };
}

/** Another window that keeps a draft of this video writes to the same place. */
function useElsewhere(videoId: string): boolean {
  const [isElsewhere, setElsewhere] = useState(false);
  useEffect(() => {
    const written = ({ key, newValue }: StorageEvent): void => {
      if (key === draftKey(videoId) && newValue !== null) setElsewhere(true);
    };
    globalThis.addEventListener("storage", written);
    return () => globalThis.removeEventListener("storage", written);
  }, [videoId]);
  return isElsewhere;
}
