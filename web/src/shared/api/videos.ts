/** A video's state, kept current by its events. */

import type { EndEvent, ProblemError, ProgressEvent, Video } from "@podreel/client";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { readerOf } from "./podreel";

export const videoKey = (videoId: string): readonly unknown[] => ["videos", "one", videoId];
export const listKey: readonly unknown[] = ["videos", "list"];

export const isEnded = (status: Video["status"]): boolean =>
  status === "completed" || status === "failed" || status === "cancelled";

export function videoQuery(videoId: string, share?: string) {
  return queryOptions({
    queryKey: videoKey(videoId),
    queryFn: ({ signal }) => readerOf(share).get(videoId, { signal }),
  });
}

export function useVideo(videoId: string, share?: string) {
  return useQuery(videoQuery(videoId, share));
}

/** The connection to a video's events: `lost` says why it is being opened again. */
export interface Following {
  readonly lost: ProblemError | undefined;
}

/** Follows a video that is being made, and patches its state in the cache; reads it anew at its end. */
export function useVideoEvents(video: Video | undefined, share?: string): Following {
  const cache = useQueryClient();
  const [lost, setLost] = useState<ProblemError>();
  const videoId = video?.video_id;
  const generation = video?.generation;
  const isOpen = video !== undefined && !isEnded(video.status);
  useEffect(() => {
    if (videoId === undefined || generation === undefined || !isOpen) return;
    const leaving = new AbortController();
    async function watch(id: string): Promise<void> {
      const options = { signal: leaving.signal, onLost: setLost };
      for await (const event of readerOf(share).events(id, options)) {
        setLost(undefined);
        const before = cache.getQueryData<Video>(videoKey(id));
        cache.setQueryData<Video>(videoKey(id), (video) => video && patched(video, event));
        if (hasNewText(before, event)) void cache.invalidateQueries({ queryKey: videoKey(id) });
      }
    }
    watch(videoId)
      .catch(() => undefined) // the query that follows says what is wrong
      .finally(() => {
        if (!leaving.signal.aborted) void cache.invalidateQueries({ queryKey: ["videos"] });
      });
    return () => leaving.abort();
  }, [cache, videoId, generation, isOpen, share]);
  return { lost };
}

/** The video after this event. One of an earlier run changes nothing; the end is shown once all of it is read. */
export function patched(video: Video, event: ProgressEvent | EndEvent): Video {
  if (event.generation < video.generation) return video;
  if (event.event === "end") return { ...video, message: event.message };
  return {
    ...video,
    generation: event.generation,
    attempts: event.attempts,
    status: event.status,
    stage: event.stage,
    progress: event.progress,
    message: event.message,
    remaining_seconds: event.remaining_seconds,
    cost_usd: event.cost_usd,
    section_pictures: event.section_pictures,
    updated_at: event.updated_at,
  };
}

/** Whether a text was finished that the state at hand does not have yet. */
function hasNewText(video: Video | undefined, event: ProgressEvent | EndEvent): boolean {
  if (video === undefined) return false;
  return (
    (event.has_initial_explanation && video.initial_explanation === null) ||
    (event.has_refined_explanation && video.refined_explanation === null)
  );
}
