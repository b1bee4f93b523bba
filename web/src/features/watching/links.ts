/** The shared links to a video: with them anyone may watch it. */

import type { components, ShareLink } from "@podreel/client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { podreel } from "@/shared/api/podreel";

export type Link = components["schemas"]["LinkSummary"];

const linksKey = (videoId: string): readonly unknown[] => ["video-links", videoId];
const HERE: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

export function useLinks(videoId: string) {
  return useQuery({
    queryKey: linksKey(videoId),
    queryFn: async ({ signal }) => {
      const params = { path: { video_id: videoId } };
      const answer = await podreel.api.GET("/api/v1/videos/{video_id}/links", { params, signal });
      return answer.data?.links ?? [];
    },
  });
}

export function useShare(videoId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { readonly hours: number; readonly label: string }) =>
      podreel.share(videoId, wanted),
    onSettled: () => cache.invalidateQueries({ queryKey: linksKey(videoId) }),
  });
}

export function useRevoke(videoId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (linkId: string) =>
      podreel.api.DELETE("/api/v1/videos/{video_id}/links/{grant_id}", {
        params: { path: { video_id: videoId, grant_id: linkId } },
      }),
    onSettled: () => cache.invalidateQueries({ queryKey: linksKey(videoId) }),
  });
}

/** This page's own address with the link's ticket; on the service's own machine, the address it is known by. */
export function pageAddress(videoId: string, link: ShareLink, here: URL): string {
  const isHere = HERE.has(here.hostname);
  const base = isHere ? (link.video_url.split(/\/api\/v1\//)[0] ?? here.origin) : here.origin;
  const address = new URL(`${base}/videos/${videoId}`);
  address.searchParams.set("share", link.share);
  return address.href;
}

/** Whether only this machine can open the address. */
export function isOnlyHere(address: string): boolean {
  return HERE.has(new URL(address).hostname);
}
