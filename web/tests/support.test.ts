/** The support of unit tests keeps its word. */

import { Podreel, ProblemError } from "@podreel/client";
import { screen } from "@testing-library/react";
import {
  anEnd,
  aPage,
  aProblem,
  aProgress,
  aRunningVideo,
  aStream,
  hurry,
  isGone,
  on,
  renderPage,
  service,
} from "@tests/support";
import { resetService } from "@tests/support/service";
import { expect, test } from "vitest";

const podreel = new Podreel();

test("a page is opened with its providers, in the language that is wanted", async () => {
  const page = await renderPage("/nowhere", { language: "de" });
  expect(await screen.findByRole("heading", { level: 1, name: "Diese Seite gibt es nicht" })).toBeVisible();
  await page.user.click(screen.getByRole("link", { name: /Anfang|Start/ }));
  expect(page.address()).toBe("/");
});

test("a request that nobody answers makes the test fail", async () => {
  hurry();
  await expect(podreel.page()).rejects.toThrow();
  expect(resetService).toThrow("GET /api/v1/videos");
});

test("answers are values, problems, or what a function makes of the request", async () => {
  service.use(
    on("get", "/api/v1/videos", ({ query }) => aPage([], { total: Number(query.get("limit")) })),
    on("get", "/api/v1/videos/{video_id}", ({ fields }) =>
      aRunningVideo({ video_id: fields["video_id"] ?? "" }),
    ),
    on("post", "/api/v1/videos", ({ body }) => aProblem("invalid_request", { detail: body.prompt })),
  );
  expect((await podreel.page({ limit: 7 })).total).toBe(7);
  expect((await podreel.get("one")).video_id).toBe("one");
  await expect(podreel.submit({ prompt: "too short" })).rejects.toThrow("too short");
});

test("a service that is gone is told after the client's tries", async () => {
  hurry();
  service.use(isGone("get", "/api/v1/operations"));
  const failure = await podreel.api.GET("/api/v1/operations").catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ProblemError);
  expect(failure).toHaveProperty("code", "unreachable");
});

test("a stream is sent while the test runs, breaks off and goes on", async () => {
  hurry();
  const stream = aStream(aProgress({ progress: 1 }));
  service.use(on("get", "/api/v1/videos/{video_id}/events", stream.answer));
  const seen: number[] = [];
  for await (const event of podreel.events("one")) {
    seen.push(event.progress);
    if (stream.connections() === 1) stream.breakOff();
    else if (event.event === "progress") stream.send(anEnd());
  }
  expect(seen).toEqual([1, 1, 100]);
});
