/** How a video is shown in the list. */

import type { VideoSummary } from "@podreel/client";

export type Kind = "queued" | "open" | "completed" | "failed" | "cancelled";

/** The status, with `open` for all of a video that is being made. */
export function kindOf({ status }: VideoSummary): Kind {
  switch (status) {
    case "queued":
    case "completed":
    case "failed":
    case "cancelled":
      return status;
    default:
      return "open";
  }
}
