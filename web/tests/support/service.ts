/** The service of unit tests. A request that a test does not expect makes the test fail. */

import { HttpResponse, http, type RequestHandler } from "msw";
import { setupServer } from "msw/node";
import { aConfig } from "./config";
import { aSession } from "./people";
import type { Answer, Body, Route, Verb } from "./routes";

/** A request as a test sees it; `fields` are the ones in its address, such as `video_id`. */
export interface Asked<B> {
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: B;
}

type Reply<T> = T | Response;
type Replying<T, B> = Reply<T> | ((asked: Asked<B>) => Reply<T> | Promise<Reply<T>>);

/** What the service answers to requests of this kind: a value, a Response, or a function that returns one. */
export function on<V extends Verb, P extends Route<V>>(
  verb: V,
  route: P,
  reply: Replying<Answer<V, P>, Body<V, P>>,
): RequestHandler {
  const address = `*${route.replace(/\{(\w+)\}/g, ":$1").replace(":name", "*")}`;
  return http[verb](address, async ({ request, params }) => {
    const asked = {
      fields: params as Record<string, string>,
      query: new URL(request.url).searchParams,
      headers: request.headers,
      body: (await bodyOf(request)) as Body<V, P>,
    };
    const answered =
      typeof reply === "function" ? await (reply as (asked: unknown) => unknown)(asked) : reply;
    // One Response may be asked for again.
    if (answered instanceof Response) return answered.clone();
    return HttpResponse.json(answered as object);
  });
}

/** An answer without a value, as to DELETE; the service names a content type all the same. */
export function nothing(): Response {
  return new HttpResponse(null, { status: 204, headers: { "content-type": "application/json" } });
}

/** The connection breaks; after some tries, which `hurry` makes short, the page hears that the service is gone. */
export function isGone<V extends Verb>(verb: V, route: Route<V>): RequestHandler {
  return on(verb, route, () => HttpResponse.error());
}

/** What each page asks for: a keyless service and its config. Tests replace them, and add what their page needs. */
export const service = setupServer(
  on("get", "/api/v1/session", aSession()),
  on("get", "/api/v1/config", aConfig()),
);

const unexpected: string[] = [];

export function startService(): void {
  service.listen({
    onUnhandledFrame: ({ frame, defaults }) => {
      unexpected.push(describe(frame.data));
      defaults.error();
    },
  });
}

/** Forgets what a test added. Throws if the page asked for something that the test does not answer. */
export function resetService(): void {
  service.resetHandlers();
  const asked = unexpected.splice(0);
  if (asked.length > 0) throw new Error(`No answer in this test for: ${asked.join(", ")}`);
}

function describe(data: unknown): string {
  const { request } = data as { readonly request?: Request };
  return request === undefined ? "a socket" : `${request.method} ${new URL(request.url).pathname}`;
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.clone().text();
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}
