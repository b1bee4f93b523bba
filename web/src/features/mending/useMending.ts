/** All that the editor of one video knows: what was, what is written, and what will be made of it. */

import type { Video } from "@podreel/client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Work } from "./drafts";
import type { SpokenText } from "./explanation";
import { toMarkdown } from "./markdown";
import { type Piece, piecesOf, type ScriptChanges, scriptChanges, scriptOf } from "./pieces";
import { type Plan, planOf } from "./plan";
import { scriptQuery } from "./service";
import { useWork, type WorkKeeping } from "./useWork";
import { type Change, remakeOf } from "./wishes";
import { changesOf, type WordChanges } from "./wordChanges";
import { type EditedText, editable } from "./words";

export interface Mending {
  readonly keeping: WorkKeeping;
  readonly words: EditedText;
  readonly wordChanges: WordChanges;
  readonly scriptChanges: ScriptChanges;
  /** The script before and as it is now; undefined until it is here. */
  readonly before: readonly Piece[] | undefined;
  readonly pieces: readonly Piece[] | undefined;
  readonly scriptError: unknown;
  readonly loadScript: () => void;
  readonly plan: Plan;
  readonly writeWords: (words: EditedText) => void;
  readonly writeCode: (key: string, code: string) => void;
  /** What is sent. */
  readonly change: () => Change;
}

const UNCHANGED: ScriptChanges = {
  isAny: false,
  sections: [],
  isSharedChanged: false,
  isNarrationChanged: false,
};

/** `wantsScript` is whether the script is looked at; a draft of one wants it in any case. */
export function useMending(
  video: Video,
  text: SpokenText,
  isOwnScript: boolean,
  wantsScript: boolean,
): Mending {
  const original = useMemo(() => editable(text), [text]);
  const keeping = useWork(video.video_id, video.generation, (work) => differs(work, text, video));
  const { work, change } = keeping;
  const script = useQuery({
    ...scriptQuery(video),
    enabled: wantsScript || isOwnScript || work.pieces !== null,
  });
  const before = useMemo(
    () => (script.data === undefined ? undefined : piecesOf(script.data, text.sections)),
    [script.data, text],
  );
  const words = work.words ?? original;
  const pieces = work.pieces ?? before;
  const wordChanges = useMemo(() => changesOf(text, words), [text, words]);
  const changes = useMemo(
    () => (before === undefined || pieces === undefined ? UNCHANGED : scriptChanges(before, pieces)),
    [before, pieces],
  );
  const writeCode = useCallback(
    (key: string, code: string) =>
      pieces && change({ pieces: pieces.map((piece) => (piece.key === key ? { ...piece, code } : piece)) }),
    [pieces, change],
  );
  const writeWords = useCallback((written: EditedText) => change({ words: written }), [change]);
  return {
    ...{ keeping, words, wordChanges, before, pieces, writeWords, writeCode },
    scriptChanges: changes,
    scriptError: script.error,
    loadScript: () => void script.refetch(),
    plan: planOf(text, wordChanges, changes, remakeOf(video, work.choices)),
    change: () =>
      isOwnScript || changes.isAny
        ? { script: scriptOf(pieces ?? []) }
        : { explanation: toMarkdown(text, words) },
  };
}

/** Whether there is anything to keep. A script's pieces are only there once they were written in. */
function differs(work: Work, text: SpokenText, video: Video): boolean {
  const hasWords = work.words !== null && changesOf(text, work.words).isAny;
  return hasWords || work.pieces !== null || remakeOf(video, work.choices).isAllRendered;
}
