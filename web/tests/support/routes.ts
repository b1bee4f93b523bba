/** The service's routes and what they answer, by the types that are generated from its OpenAPI. */

import type { paths } from "@podreel/client";

export type Verb = "get" | "post" | "delete";

/** The routes that have this verb. */
export type Route<V extends Verb> = {
  [P in keyof paths]: paths[P][V] extends { responses: unknown } ? P : never;
}[keyof paths];

type Content<R> = R extends { content: { "application/json": infer Value } } ? Value : never;
type Success<R> = { [S in keyof R]: S extends 200 | 201 | 202 ? Content<R[S]> : never }[keyof R];

/** The value of a successful answer; `never` where that is a file, a stream, or nothing. */
export type Answer<V extends Verb, P extends Route<V>> = paths[P][V] extends { responses: infer R }
  ? Success<R>
  : never;

type Sent<O> = O extends { requestBody: { content: { "application/json": infer Value } } }
  ? Value
  : undefined;

/** What the page sends along. */
export type Body<V extends Verb, P extends Route<V>> = Sent<paths[P][V]>;
