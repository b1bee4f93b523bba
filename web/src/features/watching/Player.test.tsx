/** The player, and what is told when it cannot play. */

import { act, fireEvent, screen, within } from "@testing-library/react";
import { aCompletedVideo, aProblem, aTimeline, on, player, playTo, watch } from "@tests/support";
import { HttpResponse } from "msw";
import { expect, test, vi } from "vitest";

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
  playTo(player(page), 4);
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
  await page.user.keyboard("{Escape}");
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  fireEvent.keyDown(player(page), { key: "?", shiftKey: true });
  const again = await screen.findByRole("dialog", { name: "Keys of the player" });
  await vi.waitFor(() => expect(again).toBeVisible());
});

test("the speed that plays is shown, and captions say whether they are on", async () => {
  const page = await watch();
  player(page).playbackRate = 1.5;
  expect(await screen.findByText("1.5")).toBeInTheDocument();
  expect(screen.getByRole("switch", { name: "closed captions" })).toHaveAttribute("aria-checked", "false");
});
