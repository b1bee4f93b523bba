/** Pauses between the tries of a call. */

import { ProblemError } from "./problem.ts";

/** Exponential backoff, half of each pause random, so that clients that failed together do not return together. */
export interface Backoff {
  readonly firstSeconds: number;
  readonly maxSeconds: number;
  readonly maxRetries: number;
  readonly totalSeconds: number;
}

export const RETRYING: Backoff = { firstSeconds: 0.5, maxSeconds: 8, maxRetries: 3, totalSeconds: 60 };
/** Some two minutes, since each of these tries makes those of RETRYING: a service that restarts loads its records first. */
export const RECONNECTING: Backoff = { firstSeconds: 0.5, maxSeconds: 2, maxRetries: 20, totalSeconds: Infinity };

export class Pauses {
  readonly #backoff: Backoff;
  readonly #startedAt = Date.now();
  #failures = 0;

  constructor(backoff: Backoff) {
    this.#backoff = backoff;
  }

  /** Waits before the next try. Throws the problem if another try is of no use, and the signal's reason. */
  async wait(problem: unknown, signal?: AbortSignal | null): Promise<void> {
    const seconds = problem instanceof ProblemError && problem.isTemporary ? this.#next(problem) : undefined;
    if (seconds === undefined) throw problem;
    await sleep(seconds, signal);
  }

  #next(problem: ProblemError): number | undefined {
    const { firstSeconds, maxSeconds, maxRetries, totalSeconds } = this.#backoff;
    const longest = Math.min(firstSeconds * 2 ** this.#failures, maxSeconds);
    this.#failures += 1;
    const seconds = Math.max((longest / 2) * (1 + Math.random()), problem.retryAfterSeconds ?? 0);
    const isLate = (Date.now() - this.#startedAt) / 1000 + seconds > totalSeconds;
    return isLate || this.#failures > maxRetries ? undefined : seconds;
  }
}

export class TooLate extends Error {}

/**
 * What the work results in, unless the time is up or the signal is aborted before. It does not wait for the work to
 * notice that: engines may lose the link between a signal and those that follow it.
 */
export async function within<T>(work: Promise<T>, seconds: number, signal?: AbortSignal | null): Promise<T> {
  const done = new AbortController();
  const late = sleep(seconds, done.signal, signal).then(() => {
    throw new TooLate(`nothing for ${seconds} seconds`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}

/** Rejects with the reason of a signal that is aborted meanwhile. */
export function sleep(seconds: number, ...signals: readonly (AbortSignal | null | undefined)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signals.forEach((signal) => signal?.removeEventListener("abort", end));
      const aborted = signals.find((signal) => signal?.aborted);
      if (aborted) reject(aborted.reason as Error);
      else resolve();
    };
    const timer = setTimeout(end, seconds * 1000);
    if (signals.some((signal) => signal?.aborted)) end();
    else signals.forEach((signal) => signal?.addEventListener("abort", end));
  });
}
