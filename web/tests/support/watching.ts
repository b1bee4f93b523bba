/** A finished video that is watched in a test. */

import type { Video } from "@podreel/client";
import { act, fireEvent, screen } from "@testing-library/react";
import { HttpResponse, type RequestHandler } from "msw";
import { type Page, renderPage } from "./page";
import { on } from "./service";
import { aTimeline } from "./timelines";
import { aCompletedVideo, VIDEO_ID } from "./videos";

interface Watched {
  readonly video?: Partial<Video>;
  readonly timeline?: unknown;
  /** What is asked after the video's address, such as `?share=ticket`. */
  readonly search?: string;
  /** These count before the usual ones. */
  readonly answers?: readonly RequestHandler[];
}

export async function watch({ video, timeline, search = "", answers = [] }: Watched = {}): Promise<Page> {
  const page = await renderPage(`/videos/${VIDEO_ID}${search}`, {
    answers: [
      ...answers,
      on("get", "/api/v1/videos/{video_id}", aCompletedVideo(video)),
      on("get", "/api/v1/videos/{video_id}/files/{name}", () => HttpResponse.json(timeline ?? aTimeline())),
    ],
  });
  await screen.findByRole("heading", { level: 1 });
  return page;
}

export function player({ container }: Page): HTMLVideoElement {
  const found = container.querySelector("video");
  if (!found) throw new Error("no player");
  return found;
}

export function playTo(media: HTMLVideoElement, seconds: number): void {
  act(() => {
    media.currentTime = seconds;
    fireEvent.timeUpdate(media);
  });
}
