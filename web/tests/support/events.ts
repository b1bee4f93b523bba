/** Streams of a video's events, sent while a test runs. */

import type { EndEvent, ProgressEvent } from "@podreel/client";
import { VIDEO_ID } from "./videos";

/** One step of a run; by default it renders. */
export function aProgress(changes: Partial<ProgressEvent> = {}): ProgressEvent {
  return {
    event: "progress",
    video_id: VIDEO_ID,
    status: "rendering_video",
    stage: "render",
    progress: 60,
    message: "Rendering section 1 of 2",
    next_step: "",
    code: null,
    generation: 1,
    attempts: 1,
    remaining_seconds: 40,
    cost_usd: 0,
    has_initial_explanation: true,
    has_refined_explanation: true,
    section_pictures: [],
    updated_at: "2026-11-21T10:01:10Z",
    ...changes,
  };
}

/** The last event of a run; by default it is completed. */
export function anEnd(changes: Partial<EndEvent> = {}): EndEvent {
  const step = aProgress({ status: "completed", stage: null, progress: 100, message: "The video is ready" });
  return { ...step, remaining_seconds: 0, event: "end", ...changes };
}

export interface EventStream {
  /** What a route answers with: `on("get", "/api/v1/videos/{video_id}/events", stream.answer)`. */
  readonly answer: () => Response;
  readonly send: (...events: readonly (ProgressEvent | EndEvent)[]) => void;
  /** Bytes as they are, for events that nobody can read. */
  readonly sendText: (text: string) => void;
  readonly end: () => void;
  /** The connection breaks; the page will open another, which `answer` gives it. */
  readonly breakOff: () => void;
  /** How often the page has opened it. */
  readonly connections: () => number;
}

/** A stream that stays open until the test ends it; each reader gets what is sent from then on. */
export function aStream(...first: readonly (ProgressEvent | EndEvent)[]): EventStream {
  const readers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let connections = 0;
  let number = 0;
  const encoder = new TextEncoder();
  const textOf = (event: ProgressEvent | EndEvent): string =>
    `id: ${event.generation}-${++number}\nevent: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`;
  const sendText = (text: string): void => {
    for (const reader of readers) reader.enqueue(encoder.encode(text));
  };
  const leaving = (act: (reader: ReadableStreamDefaultController<Uint8Array>) => void): void => {
    for (const reader of readers) act(reader);
    readers.clear();
  };
  return {
    answer: () => {
      connections += 1;
      let own: ReadableStreamDefaultController<Uint8Array> | undefined;
      const body = new ReadableStream<Uint8Array>({
        start(reader) {
          own = reader;
          readers.add(reader);
          for (const event of first) reader.enqueue(encoder.encode(textOf(event)));
        },
        cancel() {
          if (own) readers.delete(own);
        },
      });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
    send: (...events) => sendText(events.map(textOf).join("")),
    sendText,
    end: () => leaving((reader) => reader.close()),
    breakOff: () => leaving((reader) => reader.error(new Error("broken off"))),
    connections: () => connections,
  };
}
