/** Why a call failed: one sentence for people, the next step, and a stable code for programs. */

import type { components } from "./schema.ts";

export type ProblemAnswer = components["schemas"]["ProblemAnswer"];
export type FieldError = components["schemas"]["FieldError"];

/** The codes of problems that the client itself finds. */
export type ClientCode = "unreachable" | "timed_out" | "unreadable_answer" | "invalid_file";

const TEMPORARY: ReadonlySet<string> = new Set([
  ...["unreachable", "timed_out", "unavailable", "rate_limited", "too_slow"],
  // A proxy's, while the service behind it starts or stops.
  ...["http_502", "http_503", "http_504"],
]);

interface ProblemFacts {
  readonly status?: number;
  readonly errors?: readonly FieldError[];
  readonly requestId?: string;
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

export class ProblemError extends Error {
  override readonly name = "ProblemError";
  /** A code of the service, a `ClientCode`, or `http_502` and the like for what a proxy answered. */
  readonly code: ProblemAnswer["code"] | ClientCode | `http_${number}`;
  readonly sentence: string;
  readonly nextStep: string;
  /** The service's HTTP status; undefined if the service had no part in it. */
  readonly status: number | undefined;
  /** The fields of a request that are wrong. */
  readonly errors: readonly FieldError[];
  readonly requestId: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemError["code"], sentence: string, nextStep = "", facts: ProblemFacts = {}) {
    super(`${sentence} ${nextStep}`.trim(), { cause: facts.cause });
    this.code = code;
    this.sentence = sentence;
    this.nextStep = nextStep;
    this.status = facts.status;
    this.errors = facts.errors ?? [];
    this.requestId = facts.requestId ?? "";
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }

  /** Whether the same call may succeed in a moment. */
  get isTemporary(): boolean {
    return TEMPORARY.has(this.code);
  }
}

/** The problem in an answer that is no success; one that a proxy sent has only a status. */
export async function problemOf(answer: Response): Promise<ProblemError> {
  const status = answer.status;
  const retryAfterSeconds = secondsOf(answer.headers.get("retry-after"));
  const text = await answer.text().catch(() => "");
  try {
    const problem = JSON.parse(text) as ProblemAnswer;
    if (typeof problem.code !== "string" || typeof problem.detail !== "string") throw new TypeError(text);
    const { code, detail, next_step: nextStep, errors = [], request_id: requestId = "" } = problem;
    return new ProblemError(code, detail, nextStep, { status, errors, requestId, retryAfterSeconds });
  } catch {
    const sentence = `The service answered with status ${status}.`;
    return new ProblemError(`http_${status}`, sentence, "", { status, retryAfterSeconds });
  }
}

/** The problem of a service of another version. */
export function unreadable(what: string, cause: unknown): ProblemError {
  const sentence = `The service sends ${what} that this client can't read.`;
  return new ProblemError("unreadable_answer", sentence, "Use a client of the same version.", { cause });
}

function secondsOf(header: string | null): number | undefined {
  const seconds = Number.parseFloat(header ?? "");
  return seconds >= 0 && Number.isFinite(seconds) ? seconds : undefined;
}
