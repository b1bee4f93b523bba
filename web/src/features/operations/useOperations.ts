/** What the service is doing, read again every few seconds while the page is visible. */

import type { components } from "@podreel/client";
import { useQuery } from "@tanstack/react-query";
import { podreel } from "@/shared/api/podreel";

type Schemas = components["schemas"];
export type Operations = Schemas["OperationsAnswer"];
export type Queued = Schemas["QueuedVideo"];
export type Running = Schemas["RunningVideo"];
export type Failed = Schemas["FailedVideo"];
export type Health = Schemas["HealthAnswer"];

export const operationsKey: readonly unknown[] = ["operations"];
const OPERATIONS_MS = 3_000;
const HEALTH_MS = 10_000;
const LOG_MS = 2_000;
/** As many lines as a page can show without becoming slow; the whole log is a link. */
export const LOG_LINES = 500;

export function useOperations() {
  return useQuery({
    queryKey: operationsKey,
    queryFn: async ({ signal }) =>
      (await podreel.api.GET("/api/v1/operations", { signal })).data as Operations,
    refetchInterval: OPERATIONS_MS,
  });
}

export function useHealth() {
  return useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => readHealth(signal),
    refetchInterval: HEALTH_MS,
    retry: false,
  });
}

/** A service that is not ready answers with 503, and with what is wrong: not a failed call as others are. */
async function readHealth(signal: AbortSignal): Promise<Health> {
  const answer = await fetch("/health/ready", { signal });
  const health = (await answer.json()) as Partial<Health>;
  if (health.parts === undefined) throw new TypeError(`health is answered with ${answer.status}`);
  return health as Health;
}

export function useVideoLog(videoId: string, isPaused: boolean) {
  return useQuery({
    queryKey: ["log", videoId],
    queryFn: async ({ signal }) => {
      const params = { path: { video_id: videoId }, query: { tail: LOG_LINES } };
      const path = "/api/v1/videos/{video_id}/logs";
      return (await podreel.api.GET(path, { params, parseAs: "text", signal })).data as string;
    },
    refetchInterval: isPaused ? false : LOG_MS,
    refetchOnWindowFocus: !isPaused,
  });
}
