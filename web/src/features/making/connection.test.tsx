/** A page that loses its connection, gets news that it can't read, or whose video is deleted meanwhile. */

import { screen, waitFor } from "@testing-library/react";
import {
  aFailedVideo,
  anEnd,
  aProblem,
  aProgress,
  aProxysPage,
  aRunningVideo,
  hurry,
  isGone,
  on,
  service,
} from "@tests/support";
import { beforeEach, expect, test } from "vitest";
import { openMaking, VIDEO } from "./support";

const EVENTS = `${VIDEO}/events` as const;
const LOST = /The connection is lost/;
/** Pauses pass ten times as fast, those of the test as well. */
const patiently = { timeout: 200_000 };

beforeEach(() => hurry(10));

const line = () => screen.findByRole("note", {}, patiently);
const noLine = () => waitFor(() => expect(screen.queryByRole("note")).toBeNull(), patiently);

test("a lost connection is told calmly, and the page goes on where it was", async () => {
  const { stream } = await openMaking({ progress: 55 });
  await waitFor(() => expect(stream.connections()).toBe(1), patiently);
  stream.send(aProgress({ progress: 60 }));
  expect(await screen.findByText("60 %", {}, patiently)).toBeVisible();
  service.use(isGone("get", EVENTS), isGone("get", VIDEO));
  stream.breakOff();
  expect(await line()).toHaveTextContent(LOST);
  expect(screen.getByText("60 %")).toBeVisible();
  service.use(
    on("get", EVENTS, stream.answer),
    on("get", VIDEO, () => aRunningVideo({ progress: 60 })),
  );
  await waitFor(() => expect(stream.connections()).toBe(2), patiently);
  stream.send(aProgress({ progress: 65 }));
  expect(await screen.findByText("65 %", {}, patiently)).toBeVisible();
  await noLine();
});

test("a server that restarts is waited for, and its new attempt is shown as it is", async () => {
  const { stream } = await openMaking({ progress: 75 });
  await waitFor(() => expect(stream.connections()).toBe(1), patiently);
  service.use(on("get", EVENTS, aProxysPage(502)), on("get", VIDEO, aProxysPage(503)));
  stream.breakOff();
  expect(await line()).toHaveTextContent(LOST);
  service.use(
    on("get", EVENTS, stream.answer),
    on("get", VIDEO, () => aRunningVideo({ progress: 5, attempts: 2 })),
  );
  await waitFor(() => expect(stream.connections()).toBe(2), patiently);
  stream.send(aProgress({ attempts: 1, progress: 76 }), aProgress({ attempts: 2, progress: 6 }));
  expect(await screen.findByText("6 %", {}, patiently)).toBeVisible();
  await noLine();
});

test.each([
  ["no JSON", "event: progress\ndata: {oh dear\n\n"],
  ["no event", 'event: progress\ndata: {"event":"progress","progress":"all of it"}\n\n'],
  ["null", "event: progress\ndata: null\n\n"],
])("news that are %s are told, and the state is asked for instead", async (_, text) => {
  const { stream, served } = await openMaking({ progress: 55 });
  await waitFor(() => expect(stream.connections()).toBe(1), patiently);
  served.video = aRunningVideo({ progress: 81, updated_at: "2026-11-21T10:01:20Z" });
  stream.sendText(text);
  expect(await line()).toHaveTextContent(/asks every few seconds/);
  expect(await screen.findByText("81 %", {}, patiently)).toBeVisible();
});

test("the end is shown once it is read, also if the service is gone for a moment just then", async () => {
  const { stream } = await openMaking();
  await waitFor(() => expect(stream.connections()).toBe(1), patiently);
  service.use(isGone("get", VIDEO));
  stream.send(anEnd({ status: "failed", message: "The script could not be rendered." }));
  expect(await line()).toHaveTextContent(LOST);
  service.use(on("get", VIDEO, aFailedVideo()));
  expect(await screen.findByRole("alert", {}, patiently)).toHaveTextContent(
    "The script could not be rendered.",
  );
});

test("a video that is deleted while it is watched is told, with ways on", async () => {
  const { stream, user, address } = await openMaking();
  await waitFor(() => expect(stream.connections()).toBe(1), patiently);
  const gone = aProblem("deleted", { detail: "The video was deleted." });
  service.use(on("get", EVENTS, gone), on("get", VIDEO, gone), on("get", "/api/v1/videos", aProxysPage(502)));
  stream.breakOff();
  expect(await screen.findByRole("alert", {}, patiently)).toHaveTextContent("The video was deleted.");
  expect(screen.getByRole("heading", { level: 1, name: "Squares and circles" })).toBeVisible();
  await user.click(screen.getByRole("link", { name: "Ask for a new video" }));
  expect(address()).toBe("/");
});

test("somebody whose session ends meanwhile is asked to sign in", async () => {
  const { stream } = await openMaking();
  await waitFor(() => expect(stream.connections()).toBe(1), patiently);
  const refused = aProblem("unauthorized");
  service.use(on("get", EVENTS, refused), on("get", VIDEO, refused), on("get", "/api/v1/session", refused));
  stream.breakOff();
  await waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull(), patiently);
});

test("a link that does not exist has a sentence and a way on", async () => {
  await openMaking({}, [on("get", VIDEO, aProblem("not_found"))]);
  expect(await screen.findByRole("alert", {}, patiently)).toHaveTextContent("This helps against not_found.");
});
