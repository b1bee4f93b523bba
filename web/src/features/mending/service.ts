/** What the editor asks the service for. */

import type { components, Status, Video, Wishes } from "@podreel/client";
import { queryOptions } from "@tanstack/react-query";
import { podreel } from "@/shared/api/podreel";
import type { SpokenText } from "./explanation";
import type { Finding } from "./pieces";

/** A video that was made by editing another one. */
export type EditOf = components["schemas"]["VideoEdit"];

export function explanationQuery({ video_id, generation }: Video) {
  return queryOptions({
    queryKey: ["videos", "explanation", video_id, generation],
    queryFn: async ({ signal }) => {
      const params = { path: { video_id } };
      const answer = await podreel.api.GET("/api/v1/videos/{video_id}/explanation", { params, signal });
      return answer.data as SpokenText;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function scriptQuery({ video_id, generation }: Video) {
  return queryOptions({
    queryKey: ["videos", "script", video_id, generation],
    queryFn: async ({ signal }) => (await podreel.download(video_id, "script.py", { signal })).text(),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function checkQuery(script: string) {
  return queryOptions({
    queryKey: ["script-check", script],
    queryFn: async ({ signal }): Promise<readonly Finding[]> => {
      const { data } = await podreel.api.POST("/api/v1/script/check", { body: { script }, signal });
      return data?.faults ?? [];
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
  });
}

export function submit(request: Wishes, idempotencyKey: string): Promise<Status> {
  return podreel.submit(request, { idempotencyKey });
}
