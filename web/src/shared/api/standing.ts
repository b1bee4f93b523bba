/** What an event, or a newer answer, makes of a video's state: nothing older than what is shown ever replaces it. Pure. */

import type { Video, VideoEvent } from "@podreel/client";

export const isEnded = (status: Video["status"]): boolean =>
  status === "completed" || status === "failed" || status === "cancelled";

/** What both an event and the whole state say. */
type Standing = Pick<
  Video,
  | ("generation" | "attempts" | "status" | "stage" | "progress" | "message")
  | ("remaining_seconds" | "cost_usd" | "section_pictures" | "updated_at")
>;

/** Whether all that the page uses of an event is there, also from a service of another version. */
export function isReadable(event: VideoEvent | null): event is VideoEvent {
  if (typeof event !== "object" || event === null) return false;
  const { generation, attempts, progress, status, message, section_pictures: pictures } = event;
  return (
    [generation, attempts, progress].every(Number.isFinite) &&
    [status, message].every((text) => typeof text === "string") &&
    Array.isArray(pictures) &&
    pictures.every((address) => typeof address === "string")
  );
}

/** The video after this event. The end itself is shown once all of the ended video is read. */
export function patched(video: Video, event: VideoEvent): Video {
  if (isOlder(event, video)) return video;
  if (event.event === "end") return { ...video, message: event.message };
  return { ...video, ...standingOf(event) };
}

/** The answer to a reading, unless events have told more meanwhile: then with what they told. */
export function newest(shown: Video | undefined, read: Video): Video {
  if (shown === undefined || !isOlder(read, shown)) return read;
  if (isEnded(read.status) && read.generation === shown.generation) return read;
  if (isEnded(shown.status) || read.generation < shown.generation) return shown;
  return { ...read, ...standingOf(shown) };
}

function isOlder(some: Standing, other: Standing): boolean {
  if (some.generation !== other.generation) return some.generation < other.generation;
  if (some.attempts !== other.attempts) return some.attempts < other.attempts;
  return timeOf(some) < timeOf(other);
}

/** Not a number if nobody knows it, and that is never earlier than another time. */
function timeOf({ updated_at: time }: Standing): number {
  return Date.parse(time ?? "");
}

function standingOf(some: Standing): Standing {
  return {
    generation: some.generation,
    attempts: some.attempts,
    status: some.status,
    stage: some.stage,
    progress: some.progress,
    message: some.message,
    remaining_seconds: some.remaining_seconds,
    cost_usd: some.cost_usd,
    section_pictures: some.section_pictures,
    updated_at: some.updated_at,
  };
}
