/** Asks a Podreel service for videos, from browsers and Node. */

export * from "./client.ts";
export type { EndEvent, ProgressEvent, VideoEvent, WatchOptions } from "./events.ts";
export type { Backoff } from "./pauses.ts";
export { ProblemError, type ClientCode, type FieldError, type ProblemAnswer } from "./problem.ts";
export type { components, operations, paths } from "./schema.ts";
export { readTextFile, type TextFields } from "./text-files.ts";
