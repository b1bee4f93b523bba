/** Opens the page of one video in a test. */

import type { Video } from "@podreel/client";
import { aProblem, aRunningVideo, aStream, on, renderPage, VIDEO_ID } from "@tests/support";
import type { RequestHandler } from "msw";

export const VIDEO = "/api/v1/videos/{video_id}";

/** What the service says of the video now: tests change it as time goes on. */
export interface Served {
  video: Video | Response;
}

export async function openMaking(
  changes: Partial<Video> = {},
  answers: readonly RequestHandler[] = [],
  address = `/videos/${VIDEO_ID}`,
) {
  const served: Served = { video: aRunningVideo(changes) };
  const stream = aStream();
  const page = await renderPage(address, {
    answers: [
      ...answers,
      on("get", VIDEO, () => served.video),
      on("get", `${VIDEO}/files/{name}`, aProblem("not_found")),
      on("get", `${VIDEO}/events`, stream.answer),
      on("get", "/api/v1/operations", {
        queued: [],
        running: [],
        failed: [],
        closed_because: "",
        disk: null,
      }),
    ],
  });
  return { ...page, served, stream };
}
