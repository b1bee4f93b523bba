/** What surrounds the player: files, the owner's controls, and how the video was made. */

import { screen, within } from "@testing-library/react";
import { aFile, aProblem, nothing, on, player, VIDEO_ID, watch } from "@tests/support";
import { expect, test, vi } from "vitest";

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
    search: "?share=ticket",
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
  expect(screen.getByRole("link", { name: "Edit" })).toHaveAttribute("href", `/videos/${VIDEO_ID}/edit`);
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

test("an expired video says what is left of it", async () => {
  await watch({ video: { is_expired: true, files: [] } });
  expect(screen.getByText(/cleaned up what it knew/)).toBeVisible();
  expect(screen.getByText("There are no files to download any more.")).toBeVisible();
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
