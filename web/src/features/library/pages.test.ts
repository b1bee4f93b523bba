import type { VideoSummary } from "@podreel/client";
import { aPage, aSummary } from "@tests/support";
import { expect, test } from "vitest";
import { mergedPage, type Pages, pagesToRead, videosOf, withPage } from "./pages";

/** The higher its number, the newer it is. */
function video(number: number, changes: Partial<VideoSummary> = {}): VideoSummary {
  const minute = `${number}`.padStart(2, "0");
  return aSummary({ created_at: `2026-11-21T10:${minute}:00Z`, ...changes }, number);
}

const page = (numbers: readonly number[], cursor: string | null) =>
  aPage(
    numbers.map((number) => video(number)),
    { next_cursor: cursor },
  );
const numbersOf = (videos: readonly VideoSummary[]) =>
  videos.map(({ video_id }) => Number.parseInt(video_id.slice(-4), 16));

test("videos that new ones push off the first page stay, and the next page still follows them", () => {
  const merged = mergedPage(page([9, 8, 7], "after 7"), page([11, 10, 9], "after 9"));
  expect(numbersOf(merged?.videos ?? [])).toEqual([11, 10, 9, 8, 7]);
  expect(merged?.next_cursor).toBe("after 7");
});

test("a video that is no longer among those of its time is gone", () => {
  const merged = mergedPage(page([9, 8, 7], "after 7"), page([9, 7, 6], "after 6"));
  expect(numbersOf(merged?.videos ?? [])).toEqual([9, 7, 6]);
  expect(merged?.next_cursor).toBe("after 6");
});

test("where there may be a gap the list begins anew from that page", () => {
  const old: Pages = { pages: [page([9, 8], "after 8"), page([7, 6], null)], pageParams: ["", "after 8"] };
  const fresh = page([30, 29], "after 29");
  expect(withPage(old, 0, fresh)).toEqual({ pages: [fresh], pageParams: [""] });
});

test("a video on two pages is shown once", () => {
  expect(numbersOf(videosOf([page([9, 8], "after 8"), page([8, 7], null)]))).toEqual([9, 8, 7]);
});

test("the first page, those with open videos and the one that is looked at are read again", () => {
  const busy = aPage([video(5, { status: "rendering_video" })]);
  const pages: Pages = {
    pages: [page([9], "a"), page([8], "b"), busy, page([4], "d"), page([3], null)],
    pageParams: ["", "a", "b", "c", "d"],
  };
  expect(pagesToRead(pages, undefined)).toEqual([0, 2]);
  expect(pagesToRead(pages, video(4).video_id)).toEqual([0, 2, 3]);
});
