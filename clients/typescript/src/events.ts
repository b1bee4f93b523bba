/** A video's events, however often the connection is lost. */

import { createParser, type EventSourceMessage } from "eventsource-parser";

import { unreachable } from "./calls.ts";
import { Pauses, RECONNECTING, within, type Backoff } from "./pauses.ts";
import { ProblemError, unreadable } from "./problem.ts";
import type { components } from "./schema.ts";

export type ProgressEvent = components["schemas"]["ProgressEvent"];
export type EndEvent = components["schemas"]["EndEvent"];
/** `event` tells them apart. */
export type VideoEvent = ProgressEvent | EndEvent;

export interface WatchOptions {
  /** Ends the iteration by throwing the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Is told each time that the connection is lost and another will be opened. */
  readonly onLost?: ((problem: ProblemError) => void) | undefined;
  /** Is told each time that the stream is open. */
  readonly onOpen?: (() => void) | undefined;
  readonly reconnecting?: Backoff | undefined;
  /** How long the stream may be silent before it counts as lost; longer than the pause between two heartbeats. */
  readonly silenceSeconds?: number | undefined;
}

/** Opens the stream after the event with this id, in some tries; an empty one means from the start. */
export type Connect = (lastEventId: string) => Promise<Response>;

const SILENCE_SECONDS = 45;

/** The events until the video ends. A new connection goes on after the last event that came. */
export async function* follow(connect: Connect, options: WatchOptions = {}): AsyncGenerator<VideoEvent, void, void> {
  let lastEventId = "";
  let pauses: Pauses | undefined;
  for (;;) {
    try {
      const answer = await connect(lastEventId);
      // The end was told before.
      if (answer.status === 204) return;
      options.onOpen?.();
      pauses ??= new Pauses(options.reconnecting ?? RECONNECTING);
      for await (const message of messagesOf(answer, options)) {
        lastEventId = message.id ?? lastEventId;
        pauses = new Pauses(options.reconnecting ?? RECONNECTING);
        const event = eventOf(message);
        if (event !== undefined) yield event;
        options.signal?.throwIfAborted();
        if (event?.event === "end") return;
      }
      throw unreachable(answer, new Error("the event stream ended early"));
    } catch (problem) {
      options.signal?.throwIfAborted();
      if (pauses === undefined) throw problem;
      if (problem instanceof ProblemError && problem.isTemporary) options.onLost?.(problem);
      await pauses.wait(problem, options.signal);
    }
  }
}

/** Undefined for events that a later version may add. */
function eventOf(message: EventSourceMessage): VideoEvent | undefined {
  if (message.event !== "progress" && message.event !== "end") return undefined;
  try {
    return JSON.parse(message.data) as VideoEvent;
  } catch (cause) {
    throw unreadable("events", cause);
  }
}

async function* messagesOf(
  answer: Response,
  { signal, silenceSeconds = SILENCE_SECONDS }: WatchOptions,
): AsyncGenerator<EventSourceMessage, void, void> {
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  if (answer.body === null) return;
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), silenceSeconds, signal);
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* messages.splice(0);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw unreachable(answer, error);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
