/** Every address of the service that the page's code names is one that the service has. */

import { expect, test } from "vitest";

const sources = import.meta.glob<string>("../src/**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});
const schema = import.meta.glob<string>("../../clients/typescript/src/schema.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Fields of an address become `{}`, whatever they are called, and what is asked after it is left out. */
function shapeOf(address: string): string {
  const shape = address.replace(/\?.*$/, "").replace(/\$?\{[^}]*\}/g, "{}");
  return shape.replace(/\/files\/.+$/, "/files/{}"); // a file's name may have folders
}

const known = new Set(
  Object.values(schema).flatMap((text) =>
    [...text.matchAll(/^ {4}"(\/[^"]+)": \{/gm)].map(([, path]) => shapeOf(path ?? "")),
  ),
);

const named = Object.entries(sources).flatMap(([file, text]) =>
  [...text.matchAll(/["'`](\/(?:api|health|metrics)\b[^"'`]*)["'`]/g)].map(
    ([, path]) => [file, path ?? ""] as const,
  ),
);

test("the schema and the sources are read", () => {
  expect(known).toContain("/api/v1/videos/{}");
  expect(named.length).toBeGreaterThan(0);
});

test.each(named)("%s asks for %s, which exists", (_, path) => {
  expect(known).toContain(shapeOf(path));
});
