/** A fetch that throws ProblemErrors, tries again what may be repeated, and does not wait for ever. */

import { Pauses, TooLate, within, type Backoff } from "./pauses.ts";
import { ProblemError, problemOf } from "./problem.ts";

export type Fetch = (request: Request) => Promise<Response>;

export interface Calling {
  readonly fetch: Fetch;
  readonly retrying: Backoff;
  /** How long the service may take for a value, or until it begins to send a file or events. */
  readonly timeoutSeconds: number;
}

/** A request with an Idempotency-Key may be repeated, and so may all that read, estimate, delete or cancel. */
function isRepeatable(request: Request): boolean {
  if (request.method !== "POST") return true;
  return request.headers.has("Idempotency-Key") || /\/(estimate|cancel)$/.test(request.url);
}

/** The calls of one client: answers are successes. */
export function calling(options: Calling): Fetch {
  return async (request) => {
    const pauses = new Pauses(options.retrying);
    for (;;) {
      try {
        return await once(request.clone(), options);
      } catch (problem) {
        if (!isRepeatable(request)) throw problem;
        await pauses.wait(problem, request.signal);
      }
    }
  };
}

async function once(request: Request, options: Calling): Promise<Response> {
  const answer = await begin(request, options);
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

/** A value once all of it is here, so that one that breaks off is asked for again; files and events as they come. */
async function arrived(answer: Response): Promise<Response> {
  // One without content, such as 204, can have a content type all the same, and takes none here.
  const isValue = answer.body !== null && /^application\/(problem\+)?json/.test(answer.headers.get("content-type") ?? "");
  return isValue ? new Response(await answer.arrayBuffer(), answer) : answer;
}

async function begin(request: Request, { fetch, timeoutSeconds }: Calling): Promise<Response> {
  const late = new AbortController();
  const asked = new Request(request, { signal: AbortSignal.any([request.signal, late.signal]) });
  try {
    return await within(fetch(asked).then(arrived), timeoutSeconds, request.signal);
  } catch (error) {
    late.abort();
    request.signal.throwIfAborted();
    throw error instanceof TooLate ? timedOut(request, timeoutSeconds) : unreachable(request, error);
  }
}

/** What a broken connection becomes. */
export function unreachable(request: { readonly url: string }, cause: unknown): ProblemError {
  const { origin } = new URL(request.url);
  return new ProblemError(
    "unreachable",
    `The service at ${origin} is unreachable.`,
    "Start it with `podreel up`, or give another address.",
    { cause },
  );
}

function timedOut(request: Request, seconds: number): ProblemError {
  const { origin } = new URL(request.url);
  return new ProblemError("timed_out", `The service at ${origin} did not answer within ${seconds} seconds.`, "Retry.");
}
