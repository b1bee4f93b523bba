/** The list of videos, page by page, kept current while it is looked at. */

import type { VideoPage } from "@podreel/client";
import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { podreel } from "@/shared/api/podreel";
import { listKey, videoKey } from "@/shared/api/videos";
import { hasOpen, type Pages, pagesToRead, videosOf, withoutVideo, withPage } from "./pages";
import { filtersOf, type LibrarySearch } from "./search";

const BUSY_MS = 3_000;
const CALM_MS = 30_000;
/** Who comes back to the list finds it where it was left. */
const KEPT_MS = 1_800_000;

function libraryQuery(search: LibrarySearch) {
  return infiniteQueryOptions({
    queryKey: [...listKey, "pages", search] as const,
    queryFn: ({ pageParam, signal }) => podreel.page({ ...filtersOf(search), cursor: pageParam }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page: VideoPage) => page.next_cursor,
    gcTime: KEPT_MS,
    // Reading all pages again would take dozens of requests: `useNews` reads those that matter.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function useLibrary(search: LibrarySearch) {
  const list = useInfiniteQuery({ ...libraryQuery(search), placeholderData: keepPreviousData });
  const pages = list.data?.pages;
  const videos = useMemo(() => videosOf(pages ?? []), [pages]);
  const seen = useRef<string | undefined>(undefined);
  const see = useCallback((videoId: string | undefined) => {
    seen.current = videoId;
  }, []);
  const isBusy = pages?.some(hasOpen) ?? false;
  const news = useNews(search, list.isSuccess && !list.isPlaceholderData, isBusy, () => seen.current);
  return { list, videos, total: pages?.[0]?.total ?? null, news, see };
}

/** Reads again what may have changed, every few seconds while a video is open. */
function useNews(search: LibrarySearch, enabled: boolean, isBusy: boolean, seen: () => string | undefined) {
  const cache = useQueryClient();
  return useQuery({
    queryKey: [...listKey, "news", search] as const,
    queryFn: async ({ signal }) => {
      await readNews(cache, search, seen(), signal);
      return Date.now();
    },
    initialData: () => Date.now(),
    gcTime: KEPT_MS,
    enabled,
    refetchInterval: isBusy ? BUSY_MS : CALM_MS,
  });
}

async function readNews(
  cache: QueryClient,
  search: LibrarySearch,
  seen: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { queryKey } = libraryQuery(search);
  const start = cache.getQueryData<Pages>(queryKey);
  if (start === undefined) return;
  for (const number of pagesToRead(start, seen)) {
    const cursor = cache.getQueryData<Pages>(queryKey)?.pageParams[number];
    if (cursor === undefined) continue;
    const fresh = await podreel.page({ ...filtersOf(search), cursor }, { signal });
    // A page that is on its way would bring back the old ones; the next turn comes soon.
    if (cache.isFetching({ queryKey, exact: true }) > 0) return;
    cache.setQueryData<Pages>(queryKey, (pages) => pages && withPage(pages, number, fresh));
  }
}

/** Takes a deleted video out of every list. */
export async function forget(cache: QueryClient, videoId: string): Promise<void> {
  const lists = { queryKey: [...listKey, "pages"] };
  await cache.cancelQueries({ queryKey: listKey });
  cache.setQueriesData<Pages>(lists, (pages) => pages && withoutVideo(pages, videoId));
  cache.removeQueries({ queryKey: videoKey(videoId) });
}
