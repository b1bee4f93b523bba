/** The client asks a real service, gets typed answers, and goes on where they are lost. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Podreel, ProblemError, type VideoEvent } from "../src/index.ts";
import { Relay, SERVICE, VIDEO_ID } from "./relay.ts";

const TEXT = "A triangle has three sides. A pentagon has five. A hexagon has six.";
const AT_ONCE = { firstSeconds: 0.001, maxSeconds: 0.001, maxRetries: 3, totalSeconds: 60 };
const podreel = new Podreel({ baseUrl: SERVICE });

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

async function problemIn(call: Promise<unknown> | AsyncIterable<unknown>): Promise<ProblemError> {
  const ended = Symbol.asyncIterator in call ? all(call) : call;
  const error: unknown = await ended.then(() => undefined, (reason: unknown) => reason);
  assert.ok(error instanceof ProblemError, String(error));
  return error;
}

test("a submission whose answer is lost is one video, which is cancelled and deleted", async () => {
  await using relay = await Relay.open();
  const through = new Podreel({ baseUrl: relay.url, retrying: AT_ONCE });
  relay.troubles.push({ cutAfterBytes: 0 }, { status: 503 }, { status: 502 });
  const { video_id: id, status } = await through.submit({ prompt: TEXT, quality: "draft" });
  assert.equal(status, "queued");
  assert.equal(relay.calls.length, 4);
  assert.equal(new Set(relay.calls.map(({ headers }) => headers["idempotency-key"])).size, 1);
  relay.troubles.push({ cutAfterBytes: 3 });
  assert.equal((await through.cancel(id)).video_id, id);
  const [last] = (await all(podreel.events(id))).slice(-1);
  assert.deepEqual([last?.event, last?.status], ["end", "cancelled"]);
  relay.troubles.push({ status: 504 });
  await through.delete(id);
  await through.delete(id);
  const gone = await problemIn(podreel.get(id));
  assert.deepEqual([gone.code, gone.status], ["deleted", 410]);
});

test("a list goes over all pages, and stops where it is told", async () => {
  const whole = (await all(podreel.list())).map((video) => video.video_id);
  assert.ok(whole.includes(VIDEO_ID));
  assert.deepEqual((await all(podreel.list({ limit: 1 }))).map((video) => video.video_id), whole.slice(0, 1));
  await using relay = await Relay.open();
  const first = await podreel.page();
  const headers = { "Content-Type": "application/json" };
  relay.troubles.push({ status: 200, headers, body: JSON.stringify({ ...first, next_cursor: "next" }) });
  relay.troubles.push({ status: 200, headers, body: JSON.stringify({ ...first, next_cursor: null }) });
  const paged = await all(new Podreel({ baseUrl: relay.url }).list());
  assert.deepEqual(paged.map((video) => video.video_id), [...whole, ...whole]);
  assert.match(relay.calls[1]?.line ?? "", /cursor=next/);
  const completed = await all(podreel.list({ status: ["completed"] }));
  assert.ok(completed.every((video) => video.status === "completed"));
});

test("every event comes once, however often the connection breaks", async () => {
  const whole = await all(podreel.events(VIDEO_ID));
  assert.ok(whole.length > 3);
  assert.deepEqual(whole.filter((event) => event.event === "end"), whole.slice(-1));
  await using relay = await Relay.open();
  relay.troubles.push({ cutAfterBytes: 900 }, { status: 502 }, { silentAfterBytes: 900 }, { cutAfterBytes: 40 });
  const lost: string[] = [];
  const through = new Podreel({ baseUrl: relay.url, retrying: AT_ONCE });
  const onLost = (problem: ProblemError): void => void lost.push(problem.code);
  let opened = 0;
  const onOpen = (): void => void (opened += 1);
  const pieced = await all(through.events(VIDEO_ID, { onLost, onOpen, reconnecting: AT_ONCE, silenceSeconds: 0.3 }));
  assert.deepEqual(pieced, whole);
  assert.deepEqual(lost, ["unreachable", "unreachable", "unreachable"]);
  assert.equal(opened, 4);
  const resumed = relay.calls.map(({ headers }) => headers["last-event-id"]);
  assert.equal(resumed[0], undefined);
  assert.ok(resumed.slice(1).every((id) => id !== undefined));
});

test("a watcher leaves when it likes, and after the end there is nothing to watch", async () => {
  const leaving = new AbortController();
  const events: VideoEvent[] = [];
  await assert.rejects(async () => {
    for await (const event of podreel.events(VIDEO_ID, { signal: leaving.signal })) {
      events.push(event);
      leaving.abort(new Error("left"));
    }
  }, /left/);
  for await (const event of podreel.events(VIDEO_ID)) {
    events.push(event);
    break;
  }
  assert.equal(events.length, 2);
  const video = await podreel.wait(VIDEO_ID);
  assert.equal(video.status, "completed");
});

test("files are downloaded", async () => {
  const captions = await podreel.download(VIDEO_ID, "captions.vtt");
  assert.match(await captions.text(), /^WEBVTT/);
  const film = await podreel.download(VIDEO_ID);
  const size = (await film.bytes()).length;
  const video = await podreel.get(VIDEO_ID);
  assert.equal(size, video.files.find((file) => file.name === "video.mp4")?.size_bytes);
  const missing = await problemIn(podreel.download(VIDEO_ID, "nothing.txt"));
  assert.equal(missing.code, "not_found");
});

test("a link is shared, and read without the client", async () => {
  const link = await podreel.share(VIDEO_ID, { hours: 1 });
  const answer = await fetch(link.video_url, { headers: { Range: "bytes=0-9" } });
  assert.equal((await answer.bytes()).length, 10);
  const { data } = await podreel.api.GET("/api/v1/videos/{video_id}/links", { params: { path: { video_id: VIDEO_ID } } });
  assert.ok(data?.links.some(({ id }) => id === link.id));
});

test("a wrong request is told with its fields", async () => {
  const problem = await problemIn(podreel.submit({ prompt: TEXT, minutes: 99, priority: 11 }));
  assert.deepEqual([problem.code, problem.status, problem.isTemporary], ["invalid_request", 422, false]);
  assert.deepEqual(problem.errors.map(({ field }) => field).sort(), ["minutes", "priority"]);
  assert.ok(problem.nextStep);
  assert.ok(problem.message.includes(problem.sentence));
});

test("a service that asks for patience gets it only for so long", async () => {
  await using relay = await Relay.open();
  relay.troubles.push({ status: 503, headers: { "Retry-After": "0" } }, { status: 503, headers: { "Retry-After": "3600" } });
  const problem = await problemIn(new Podreel({ baseUrl: relay.url, retrying: AT_ONCE }).config());
  assert.deepEqual([problem.code, problem.retryAfterSeconds, relay.calls.length], ["http_503", 3600, 2]);
  assert.ok(problem.isTemporary);
});

test("a page in place of an answer is told", async () => {
  await using relay = await Relay.open();
  relay.troubles.push({ status: 200, headers: { "Content-Type": "text/html" }, body: "<html>" });
  const problem = await problemIn(new Podreel({ baseUrl: relay.url, retrying: AT_ONCE }).config());
  assert.deepEqual([problem.code, problem.isTemporary, relay.calls.length], ["unreadable_answer", false, 1]);
});

test("what can't be repeated safely is not", async () => {
  await using relay = await Relay.open();
  relay.troubles.push({ status: 503 });
  const problem = await problemIn(new Podreel({ baseUrl: relay.url, retrying: AT_ONCE }).retry(VIDEO_ID));
  assert.deepEqual([problem.code, relay.calls.length], ["http_503", 1]);
});

test("a service that is silent or away is told", async () => {
  await using relay = await Relay.open();
  relay.troubles.push("silence");
  const impatient = new Podreel({ baseUrl: relay.url, timeoutSeconds: 0.05, retrying: { ...AT_ONCE, maxRetries: 0 } });
  assert.equal((await problemIn(impatient.config())).code, "timed_out");
  const nobody = new Podreel({ baseUrl: "http://127.0.0.1:9", retrying: AT_ONCE });
  for (const call of [nobody.config(), nobody.events(VIDEO_ID)]) {
    const problem = await problemIn(call);
    assert.deepEqual([problem.code, problem.status, problem.isTemporary], ["unreachable", undefined, true]);
  }
});

test("a form learns what there is, what a video costs, and how a voice sounds", async () => {
  const { models, choices } = await podreel.config();
  assert.ok(models.includes("offline"));
  assert.ok(choices.languages.some(({ name }) => name === "en"));
  const estimate = await podreel.estimate({ prompt: TEXT, quality: "draft" });
  assert.deepEqual([estimate.model, estimate.cost_usd?.high], ["offline", 0]);
  const sample = await podreel.voiceSample("Joanna");
  assert.match(sample.type, /^audio\/mp4/);
  assert.ok(sample.size > 1000);
});
