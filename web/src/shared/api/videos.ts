/** A video's state, by its id. */

import type { Video } from "@podreel/client";
import { queryOptions, replaceEqualDeep, useQuery } from "@tanstack/react-query";
import { readerOf } from "./podreel";
import { newest } from "./standing";

export { isEnded } from "./standing";

export const videoKey = (videoId: string): readonly unknown[] => ["videos", "one", videoId];
export const listKey: readonly unknown[] = ["videos", "list"];

export function videoQuery(videoId: string, share?: string) {
  return queryOptions({
    queryKey: videoKey(videoId),
    queryFn: ({ signal }) => readerOf(share).get(videoId, { signal }),
    structuralSharing: (shown, read) =>
      replaceEqualDeep(shown, newest(shown as Video | undefined, read as Video)),
  });
}

export function useVideo(videoId: string, share?: string) {
  return useQuery(videoQuery(videoId, share));
}
