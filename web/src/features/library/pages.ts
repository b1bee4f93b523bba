/** The pages of the list that are in the cache, and how news is put into them without losing the reader's place. */

import type { VideoPage, VideoSummary } from "@podreel/client";
import type { InfiniteData } from "@tanstack/react-query";
import { isEnded } from "@/shared/api/videos";

export type Pages = InfiniteData<VideoPage, string>;

/** Pages with open videos that are read again each time, besides the first and the one that is looked at. */
const MOST_OPEN_PAGES = 3;

/** All videos of the pages, each once: one that moved from page to page meanwhile is on both. */
export function videosOf(pages: readonly VideoPage[]): readonly VideoSummary[] {
  const byId = new Map<string, VideoSummary>();
  for (const page of pages)
    for (const video of page.videos) if (!byId.has(video.video_id)) byId.set(video.video_id, video);
  return [...byId.values()];
}

export function hasOpen(page: VideoPage): boolean {
  return page.videos.some((video) => !isEnded(video.status));
}

/** The pages to read again: the first, where new videos come, those with open videos, and the one with this video. */
export function pagesToRead({ pages }: Pages, seenVideoId: string | undefined): readonly number[] {
  const open = pages.flatMap((page, number) => (hasOpen(page) ? [number] : [])).slice(0, MOST_OPEN_PAGES);
  const seen = pages.findIndex((page) => page.videos.some((video) => video.video_id === seenVideoId));
  return [...new Set([0, ...open, ...(seen < 0 ? [] : [seen])])];
}

/** The pages after one of them was read again. */
export function withPage(all: Pages, number: number, fresh: VideoPage): Pages {
  const old = all.pages[number];
  if (old === undefined) return all;
  const merged = mergedPage(old, fresh);
  const isEnd = merged === undefined || merged.next_cursor === null;
  const after = isEnd ? [] : all.pages.slice(number + 1);
  const pages = [...all.pages.slice(0, number), merged ?? fresh, ...after];
  return { pages, pageParams: all.pageParams.slice(0, pages.length) };
}

/**
 * The fresh page with the videos that new ones pushed off its end, which no other page has. Undefined if so many are
 * new that there may be a gap between the two.
 */
export function mergedPage(old: VideoPage, fresh: VideoPage): VideoPage | undefined {
  const [first, last] = [old.videos[0], fresh.videos.at(-1)];
  if (fresh.next_cursor === null || first === undefined || last === undefined) return fresh;
  if (isNewer(last, first)) return undefined;
  const pushedOff = old.videos.filter((video) => isNewer(last, video));
  if (pushedOff.length === 0) return fresh;
  return { ...fresh, videos: [...fresh.videos, ...pushedOff], next_cursor: old.next_cursor };
}

/** Whether a video comes before another in every list; one without a moment is last. */
function isNewer(video: VideoSummary, other: VideoSummary): boolean {
  const [mine, its] = [video.created_at ?? "", other.created_at ?? ""];
  const ahead = (Date.parse(mine) || 0) - (Date.parse(its) || 0);
  if (ahead !== 0) return ahead > 0;
  return mine === its ? video.video_id > other.video_id : mine > its;
}

export function withoutVideo(all: Pages, videoId: string): Pages {
  return {
    ...all,
    pages: all.pages.map((page) => ({
      ...page,
      total: page.total === null ? null : Math.max(0, page.total - 1),
      videos: page.videos.filter((video) => video.video_id !== videoId),
    })),
  };
}
