/** Answers that are problems. */

import type { ProblemAnswer } from "@podreel/client";
import { HttpResponse } from "msw";

const STATUSES: Readonly<Record<ProblemAnswer["code"], number>> = {
  bad_http: 400,
  bad_host: 421,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_slow: 408,
  conflict: 409,
  deleted: 410,
  too_large: 413,
  unsupported_media_type: 415,
  range_not_satisfiable: 416,
  invalid_request: 422,
  not_configured: 503,
  rate_limited: 429,
  too_many_streams: 429,
  quota_used_up: 429,
  internal: 500,
  unavailable: 503,
  bad_configuration: 500,
};

/** A problem with this code, and the words by which a test knows it. */
export function aProblem(code: ProblemAnswer["code"], changes: Partial<ProblemAnswer> = {}): Response {
  const status = changes.status ?? STATUSES[code];
  const problem: ProblemAnswer = {
    type: `urn:podreel:problem:${code}`,
    title: code,
    status,
    detail: `This is the problem ${code}.`,
    instance: "/api/v1",
    code,
    next_step: `This helps against ${code}.`,
    request_id: "8f14e45fceea467a9b2c3d1e0f6a7b8c",
    errors: [],
    ...changes,
  };
  return HttpResponse.json(problem, { status, headers: { "content-type": "application/problem+json" } });
}

/** A page of a proxy in place of the service's answer. */
export function aProxysPage(status: number): Response {
  return new HttpResponse("<html><body>Bad gateway</body></html>", {
    status,
    headers: { "content-type": "text/html" },
  });
}
