/** Follows a video while it is made: events patch its state in the cache, and nothing else of them is kept. */

import { ProblemError, type Video, type VideoEvent } from "@podreel/client";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { readerOf } from "./podreel";
import { isEnded, isReadable, patched } from "./standing";
import { videoKey, videoQuery } from "./videos";

/** `refused`: the video was deleted, or the reader may not see it any more. */
export type Following =
  | { readonly state: "live" | "lost" | "unreadable" }
  | { readonly state: "refused"; readonly problem: ProblemError };

const LIVE: Following = { state: "live" };
/** Between two readings of the state while there are no events. */
const PAUSE_MILLISECONDS = 5000;
const REFUSALS: ReadonlySet<number | undefined> = new Set([401, 403, 404, 410]);

/** Whether the reader will get no other answer, however often it asks. */
export function isRefusal(error: unknown): error is ProblemError {
  return error instanceof ProblemError && REFUSALS.has(error.status);
}

/** Follows a video that is being made, and says how the connection to its events is. */
export function useVideoEvents(video: Video, share?: string): Following {
  const cache = useQueryClient();
  const [following, setFollowing] = useState(LIVE);
  const videoId = video.video_id;
  const isOpen = !isEnded(video.status);
  useEffect(() => {
    if (!isOpen) return;
    const leaving = new AbortController();
    const say = (now: Following): void => {
      if (!leaving.signal.aborted) setFollowing(now);
    };
    say(LIVE);
    follow({ cache, videoId, share, say, signal: leaving.signal }).catch((error: unknown) => {
      if (!leaving.signal.aborted) throw error;
    });
    return () => leaving.abort();
  }, [cache, videoId, isOpen, share]);
  return following;
}

interface Way {
  readonly cache: QueryClient;
  readonly videoId: string;
  readonly share: string | undefined;
  readonly say: (now: Following) => void;
  readonly signal: AbortSignal;
}

/** Until the video has ended or is refused. Between two streams its state is read. */
async function follow(way: Way): Promise<void> {
  for (;;) {
    const fault = await readEvents(way);
    const refusal = isRefusal(fault) ? fault : await readUntilAnswered(way);
    if (refusal !== undefined) return leave(way, refusal);
    const video = way.cache.getQueryData<Video>(videoKey(way.videoId));
    if (video === undefined || isEnded(video.status)) return;
    if (fault !== undefined) way.say({ state: isUnreadable(fault) ? "unreadable" : "lost" });
    await pause(way);
  }
}

/** Reads the state, however long the service is gone; returns why it is refused, if it is. */
async function readUntilAnswered(way: Way): Promise<ProblemError | undefined> {
  for (;;) {
    const fault = await readState(way);
    way.signal.throwIfAborted();
    if (fault === undefined) return undefined;
    if (isRefusal(fault)) return fault;
    way.say({ state: "lost" });
    await pause(way);
  }
}

async function pause({ signal }: Way): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  signal.throwIfAborted();
}

/** Somebody whose session has ended is asked to sign in by the page that has lost its video. */
function leave({ cache, videoId, share, say }: Way, refusal: ProblemError): void {
  if (refusal.status === 401 && share === undefined) void cache.resetQueries({ queryKey: videoKey(videoId) });
  else say({ state: "refused", problem: refusal });
}

/** Why there are no more events; undefined after the last one. */
async function readEvents({ cache, videoId, share, say, signal }: Way): Promise<unknown> {
  const isHeard = { current: false };
  const onOpen = (): void => {
    // After an event that nobody could read, only one that is read shows that all is well.
    if (isHeard.current) say(LIVE);
  };
  try {
    const options = { signal, onOpen, onLost: () => say({ state: "lost" }) };
    for await (const event of readerOf(share).events(videoId, options)) {
      if (!isReadable(event)) throw unreadable(event);
      isHeard.current = true;
      say(LIVE);
      take(cache, videoId, event);
    }
    return undefined;
  } catch (problem) {
    signal.throwIfAborted();
    return problem;
  }
}

/** Why the state can't be read; undefined once it is. */
async function readState({ cache, videoId, share }: Way): Promise<unknown> {
  try {
    await cache.fetchQuery({ ...videoQuery(videoId, share), staleTime: 0, retry: false });
    return undefined;
  } catch (problem) {
    return problem;
  }
}

function take(cache: QueryClient, videoId: string, event: VideoEvent): void {
  const key = videoKey(videoId);
  const before = cache.getQueryData<Video>(key);
  if (before === undefined) return;
  cache.setQueryData<Video>(key, patched(before, event));
  if (hasNewText(before, event)) void cache.invalidateQueries({ queryKey: key, exact: true });
}

/** Whether a text was finished that the state at hand does not have yet. */
function hasNewText(video: Video, event: VideoEvent): boolean {
  return (
    (event.has_initial_explanation && video.initial_explanation === null) ||
    (event.has_refined_explanation && video.refined_explanation === null)
  );
}

function unreadable(event: unknown): ProblemError {
  return new ProblemError("unreadable_answer", "An event can't be read.", "", { cause: event });
}

function isUnreadable(problem: unknown): boolean {
  return problem instanceof ProblemError && problem.code === "unreadable_answer";
}
