/** Watching a finished video. */

import type { Video } from "@podreel/client";
import { act, fireEvent, screen, within } from "@testing-library/react";
import {
  aCompletedVideo,
  aFile,
  aProblem,
  aTimeline,
  nothing,
  on,
  type Page,
  renderPage,
  VIDEO_ID,
} from "@tests/support";
import { HttpResponse, type RequestHandler } from "msw";
import { expect, test, vi } from "vitest";

const ADDRESS = `/videos/${VIDEO_ID}`;

interface Watched {
  readonly video?: Partial<Video>;
  readonly timeline?: unknown;
  readonly address?: string;
  readonly answers?: readonly RequestHandler[];
}

async function watch({ video, timeline, address = ADDRESS, answers = [] }: Watched = {}): Promise<Page> {
  const page = await renderPage(address, {
    answers: [
      ...answers,
      on("get", "/api/v1/videos/{video_id}", aCompletedVideo(video)),
      on("get", "/api/v1/videos/{video_id}/files/{name}", () => HttpResponse.json(timeline ?? aTimeline())),
    ],
  });
  await screen.findByRole("heading", { level: 1 }, { timeout: 5000 });
  return page;
}

function player({ container }: Page): HTMLVideoElement {
  const found = container.querySelector("video");
  if (!found) throw new Error("no player");
  return found;
}

function moveTo(media: HTMLVideoElement, seconds: number): void {
  act(() => {
    media.currentTime = seconds;
    fireEvent.timeUpdate(media);
  });
}

test("the player has the video, its poster and its captions, and does not start by itself", async () => {
  const page = await watch();
  const media = player(page);
  expect(media).toHaveAttribute("src", expect.stringContaining("/files/video.mp4"));
  expect(media).toHaveAttribute("poster", expect.stringContaining("/files/poster.jpg"));
  expect(media.querySelector("track[kind=captions]")).toHaveAttribute(
    "src",
    expect.stringContaining("/files/captions.vtt"),
  );
  expect(media).not.toHaveAttribute("autoplay");
  expect(media).not.toHaveAttribute("crossorigin");
});

test("the sentence that is spoken is marked", async () => {
  const page = await watch();
  const second = await screen.findByRole("button", { name: /A circle has no corner/ });
  expect(second).toHaveAttribute("aria-current", "false");
  moveTo(player(page), 3);
  expect(second).toHaveAttribute("aria-current", "true");
});

test("a sentence that is clicked, or chosen by keyboard, is where the player goes", async () => {
  const page = await watch();
  await page.user.click(await screen.findByRole("button", { name: /A circle has no corner/ }));
  expect(player(page).currentTime).toBe(2.5);
  await page.user.keyboard("{ArrowDown}{Enter}");
  expect(player(page).currentTime).toBe(6);
  expect(screen.getByRole("button", { name: /Both are flat/ })).toHaveFocus();
});

test("the transcript follows the speech until the reader scrolls, and again when asked to", async () => {
  const scroll = vi.spyOn(Element.prototype, "scrollTo");
  vi.spyOn(HTMLElement.prototype, "offsetTop", "get").mockImplementation(function (this: HTMLElement) {
    return this.tagName === "BUTTON" ? 5000 : 0; // far below what the box shows
  });
  const page = await watch();
  const sentence = await screen.findByRole("button", { name: /A circle has no corner/ });
  moveTo(player(page), 3);
  expect(scroll).toHaveBeenCalled();
  fireEvent.wheel(sentence);
  scroll.mockClear();
  moveTo(player(page), 6);
  expect(scroll).not.toHaveBeenCalled();
  await page.user.click(screen.getByRole("button", { name: "Follow the speech" }));
  expect(scroll).toHaveBeenCalled();
  expect(screen.queryByRole("button", { name: "Follow the speech" })).not.toBeInTheDocument();
});

test("chapters lead to their place, and the degraded ones say why", async () => {
  const timeline = aTimeline([{ title: "A square" }, { title: "Proof", is_degraded: true }]);
  const page = await watch({
    timeline,
    video: { degraded: [{ title: "Proof", reason: "a formula had no room" }] },
  });
  const chapters = await screen.findByRole("region", { name: "Chapters" });
  const proof = within(chapters).getByRole("button", { name: /Proof/ });
  expect(proof).toHaveTextContent("Simpler pictures");
  expect(within(chapters).getByText("a formula had no room")).toBeVisible();
  expect(within(chapters).getByRole("button", { name: /A square/ })).not.toHaveTextContent("Simpler");
  await page.user.click(proof);
  expect(player(page).currentTime).toBe(6);
  const [track] = Array.from(player(page).textTracks);
  expect(Array.from(track?.cues ?? [], (cue) => cue.startTime)).toEqual([0, 6]);
});

test("files can be downloaded, with their sizes", async () => {
  await watch({ video: { files: [aFile("video.mp4", 1_250_000), aFile("captions.srt", 900)] } });
  const downloads = screen.getByRole("region", { name: "Downloads" });
  const link = within(downloads).getByRole("link", { name: "Video (MP4)" });
  expect(link).toHaveAttribute("href", expect.stringMatching(/^\/.*\/video\.mp4\?download=true$/));
  expect(downloads).toHaveTextContent("1.3 MB");
  expect(downloads).toHaveTextContent("900 bytes");
  expect(within(downloads).queryByRole("link", { name: /WebVTT/ })).not.toBeInTheDocument();
});

test("a guest can watch, read and download with the link's ticket, and sees nothing of the owner's", async () => {
  const page = await watch({
    address: `${ADDRESS}?share=ticket`,
    answers: [on("get", "/api/v1/session", aProblem("unauthorized"))],
  });
  expect(player(page)).toHaveAttribute("src", expect.stringContaining("share=ticket"));
  const link = screen.getByRole("link", { name: "Video (MP4)" });
  expect(link).toHaveAttribute("href", expect.stringMatching(/share=ticket&download=true$/));
  expect(await screen.findByRole("button", { name: /Both are flat/ })).toBeEnabled();
  for (const name of ["Share", "Delete"]) {
    expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
  }
  expect(screen.queryByRole("link", { name: /Edit|again/ })).not.toBeInTheDocument();
});

test("the owner can edit the video, and ask the same question again", async () => {
  await watch();
  expect(screen.getByRole("link", { name: "Edit" })).toHaveAttribute("href", `${ADDRESS}/edit`);
  expect(screen.getByRole("link", { name: /Make again/ })).toHaveAttribute("href", `/?again=${VIDEO_ID}`);
});

test("a video is deleted after a question", async () => {
  const deleted = vi.fn(nothing);
  const page = await watch({
    answers: [
      on("delete", "/api/v1/videos/{video_id}", deleted),
      on("get", "/api/v1/videos", { videos: [], next_cursor: null, total: 0 }),
    ],
  });
  await page.user.click(screen.getByRole("button", { name: "Delete" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete this video?" });
  await page.user.click(within(dialog).getByRole("button", { name: "Keep it" }));
  expect(deleted).not.toHaveBeenCalled();
  await page.user.click(screen.getByRole("button", { name: "Delete" }));
  await page.user.click(await screen.findByRole("button", { name: "Delete it" }));
  await vi.waitFor(() => expect(page.address()).toBe("/videos"));
  expect(deleted).toHaveBeenCalledOnce();
});

test("a file that the service does not have is told with its sentence", async () => {
  const page = await watch({
    answers: [
      on("get", "/api/v1/videos/{video_id}/files/{name}", ({ query }) =>
        query.has("download")
          ? aProblem("not_found", { detail: "The video has no video.mp4 now.", next_step: "Restore it." })
          : HttpResponse.json(aTimeline()),
      ),
    ],
  });
  fireEvent.error(player(page));
  expect(await screen.findByRole("alert")).toHaveTextContent(
    /The video has no video.mp4 now\..*Restore it\./,
  );
  await page.user.click(screen.getByRole("button", { name: "Try again" }));
  expect(player(page)).toBeInTheDocument();
});

test("a file that is there and does not play can be tried again from its place, or downloaded", async () => {
  const page = await watch();
  moveTo(player(page), 4);
  fireEvent.error(player(page));
  expect(await screen.findByRole("alert")).toHaveTextContent("The video does not play here");
  expect(screen.getByRole("link", { name: "Download the video" })).toHaveAttribute(
    "href",
    expect.stringContaining("download=true"),
  );
  await page.user.click(screen.getByRole("button", { name: "Try again" }));
  expect(player(page).currentTime).toBe(4);
});

test("a video that is deleted while it is watched says so, and the page stays", async () => {
  let isDeleted = false;
  const page = await watch({
    answers: [
      on("get", "/api/v1/videos/{video_id}", () =>
        isDeleted ? aProblem("deleted", { detail: "The video was deleted." }) : aCompletedVideo(),
      ),
    ],
  });
  isDeleted = true;
  await act(() => page.cache.invalidateQueries({ queryKey: ["videos", "one"] }));
  expect(await screen.findByText("The video was deleted.")).toBeVisible();
  expect(screen.getByRole("heading", { level: 1 })).toBeVisible();
});

test("a damaged timeline costs the transcript, not the video", async () => {
  const page = await watch({ timeline: { sections: "none" } });
  expect(await screen.findByText(/The transcript and the chapters can't be shown/)).toBeVisible();
  expect(player(page)).toBeInTheDocument();
});

test("an expired video says what is left of it", async () => {
  await watch({ video: { is_expired: true, files: [] } });
  expect(screen.getByText(/cleaned up what it knew/)).toBeVisible();
  expect(screen.getByText("There are no files to download any more.")).toBeVisible();
});

test("the speed is remembered for the next video", async () => {
  const page = await watch();
  player(page).playbackRate = 1.5;
  await vi.waitFor(() => expect(localStorage.getItem("podreel.speed")).toBe("1.5"));
  page.unmount();
  expect(player(await watch()).playbackRate).toBe(1.5);
});

test("the keys of the player are shown", async () => {
  const page = await watch();
  await page.user.click(screen.getByRole("button", { name: "Keys of the player" }));
  const dialog = await screen.findByRole("dialog", { name: "Keys of the player" });
  expect(within(dialog).getByRole("row", { name: /Captions on or off/ })).toHaveTextContent("c");
});

test("how it was made is folded away, and says what was checked", async () => {
  const page = await watch({ video: { models: { explain: "openai:gpt-5" }, stage_seconds: { render: 12 } } });
  await page.user.click(screen.getByRole("button", { name: "How it was made" }));
  expect(screen.getByText(/at most 12 ms apart/)).toBeInTheDocument();
  expect(screen.getByText("Explanation: openai:gpt-5")).toBeInTheDocument();
  expect(screen.getByText("Pictures: 12 sec")).toBeInTheDocument();
  expect(screen.getByText(/all layers of the sandbox/)).toBeInTheDocument();
});

test("corrections and notes are told, and markup in them stays text", async () => {
  const correction = { section_id: "one", text: "<img src=x onerror=alert(1)> was wrong.", beats: [1] };
  await watch({ video: { corrections: [correction], notes: ["The voice was another one."] } });
  expect(screen.getByText("<img src=x onerror=alert(1)> was wrong.")).toBeVisible();
  expect(screen.getByText("The voice was another one.")).toBeVisible();
});

test("an edited video leads to its origin, and an origin to its edits", async () => {
  const [origin, edit] = ["11111111-2f5a-4c1e-9a53-7d1f6f0f4b11", "22222222-2f5a-4c1e-9a53-7d1f6f0f4b11"];
  await watch({
    video: {
      edited_from: origin,
      edits: [{ video_id: edit, created_at: "2026-11-22T10:00:00Z", status: "rendering_video" }],
    },
  });
  const versions = within(screen.getByRole("region", { name: "Versions" }));
  expect(versions.getByRole("link", { name: /edited from/ })).toHaveAttribute("href", `/videos/${origin}`);
  expect(versions.getByRole("link", { name: /Nov 22, 2026/ })).toHaveAttribute("href", `/videos/${edit}`);
  expect(versions.getByText(/being made/)).toBeVisible();
});
