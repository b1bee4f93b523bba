/** Which videos the library shows, as its address says. */

import type { Filters, VideoSummary } from "@podreel/client";

export const SHOWN = ["open", "completed", "failed", "cancelled"] as const;
export type Shown = (typeof SHOWN)[number];

export interface LibrarySearch {
  readonly status?: Shown;
  readonly text?: string;
}

/** As many characters as the service searches for. */
export const TEXT_CHARACTERS = 200;
const PAGE = 100;
const OPEN: VideoSummary["status"][] = [
  "queued",
  "generating_initial_explanation",
  "refining_explanation",
  "generating_script",
  "validating_script",
  "rendering_video",
  "uploading_to_s3",
];

/** An address may say anything: what makes no sense is left out. */
export function readLibrarySearch(search: Record<string, unknown>): LibrarySearch {
  const status = SHOWN.find((shown) => shown === search["status"]);
  const given = search["text"];
  const text = ["string", "number", "boolean"].includes(typeof given) ? String(given) : "";
  return librarySearch(status, text);
}

export function librarySearch(status: Shown | undefined, text: string): LibrarySearch {
  const words = text.trim().slice(0, TEXT_CHARACTERS);
  return { ...(status === undefined ? {} : { status }), ...(words === "" ? {} : { text: words }) };
}

export function filtersOf({ status, text }: LibrarySearch): Filters {
  const statuses = status === "open" ? OPEN : status === undefined ? undefined : [status];
  return {
    limit: PAGE,
    ...(statuses === undefined ? {} : { status: statuses }),
    ...(text === undefined ? {} : { text }),
  };
}
