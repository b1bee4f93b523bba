/** Unsent changes, kept in this browser for each video. */

import type { Piece } from "./pieces";
import type { OtherChoices } from "./wishes";
import type { EditedText } from "./words";

/** What the reader changed; null is what is still as it was. */
export interface Work {
  readonly words: EditedText | null;
  readonly pieces: readonly Piece[] | null;
  readonly choices: OtherChoices;
}

export interface Draft extends Work {
  /** Of the video when this was written: made again, it may have other words. */
  readonly generation: number;
  readonly savedAt: string;
  /** The video that was made of it. Kept until that one is finished, for it may fail. */
  readonly sentAs: string | null;
}

export const NOTHING: Work = { words: null, pieces: null, choices: {} };

/** `sent` is what was sent last, beside what is being written. */
export type DraftKind = "open" | "sent";

export const draftKey = (videoId: string, kind: DraftKind = "open"): string =>
  `podreel.mend.${kind}.${videoId}`;

export function readDraft(videoId: string, kind: DraftKind = "open"): Draft | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(draftKey(videoId, kind)) ?? "null");
    return isDraft(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it could be kept: a browser may refuse, or be full. */
export function keepDraft(videoId: string, draft: Draft): boolean {
  try {
    localStorage.setItem(draftKey(videoId, draft.sentAs === null ? "open" : "sent"), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(videoId: string, kind: DraftKind = "open"): void {
  try {
    localStorage.removeItem(draftKey(videoId, kind));
  } catch {
    // A browser that keeps nothing has nothing to drop.
  }
}

/** Other versions of the page, and people, write there too. */
function isDraft(value: unknown): value is Draft {
  if (!isObject(value) || typeof value["generation"] !== "number") return false;
  if (typeof value["savedAt"] !== "string" || !isObject(value["choices"])) return false;
  if (value["sentAs"] !== null && typeof value["sentAs"] !== "string") return false;
  return (
    (value["words"] === null || isText(value["words"])) &&
    (value["pieces"] === null || arePieces(value["pieces"]))
  );
}

function isText(value: unknown): boolean {
  if (!isObject(value) || typeof value["title"] !== "string") return false;
  const sections = value["sections"];
  return (
    Array.isArray(sections) &&
    sections.every(
      (each: unknown) =>
        isObject(each) &&
        typeof each["number"] === "number" &&
        typeof each["title"] === "string" &&
        Array.isArray(each["sentences"]) &&
        each["sentences"].every(isSentence),
    )
  );
}

function isSentence(value: unknown): boolean {
  if (!isObject(value)) return false;
  const [id, origin, text] = [value["id"], value["origin"], value["text"]];
  return (
    typeof id === "string" && typeof text === "string" && (origin === null || typeof origin === "number")
  );
}

function arePieces(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (each: unknown) =>
        isObject(each) &&
        typeof each["key"] === "string" &&
        typeof each["code"] === "string" &&
        typeof each["title"] === "string" &&
        (each["section"] === null || typeof each["section"] === "number"),
    )
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
