import { aCompletedVideo, aFailedVideo, anEnd, aProgress, aRunningVideo } from "@tests/support";
import { describe, expect, test } from "vitest";
import { isReadable, newest, patched } from "./standing";

const NOW = "2026-11-21T10:01:00Z";
const BEFORE = "2026-11-21T10:00:59.999Z";
const AFTER = "2026-11-21T10:01:00.250Z";
const shown = aRunningVideo({ generation: 2, attempts: 2, progress: 50, updated_at: NOW });

describe("an event", () => {
  test.each([
    ["of an earlier generation", { generation: 1, attempts: 9, updated_at: AFTER }],
    ["of an earlier attempt", { generation: 2, attempts: 1, updated_at: AFTER }],
    ["that was sent before what is shown", { generation: 2, attempts: 2, updated_at: BEFORE }],
  ])("%s changes nothing", (_, fields) => {
    expect(patched(shown, aProgress({ ...fields, progress: 99 }))).toBe(shown);
    expect(patched(shown, anEnd({ ...fields, message: "Late" }))).toBe(shown);
  });

  test.each([
    ["of a later attempt", { generation: 2, attempts: 3, updated_at: AFTER }],
    ["of a later generation", { generation: 3, attempts: 0, updated_at: AFTER }],
    ["whose time nobody knows", { generation: 2, attempts: 2, updated_at: null }],
  ])("%s may also set the progress back", (_, fields) => {
    expect(patched(shown, aProgress({ ...fields, progress: 3 }))).toMatchObject({ ...fields, progress: 3 });
  });

  test.each([
    ["nothing", null],
    ["a text", "news"],
    ["no fields", {}],
    ["a progress that is no number", { ...aProgress(), progress: "60" }],
    ["pictures that are none", { ...aProgress(), section_pictures: [1] }],
  ])("with %s is not read", (_, event) => {
    expect(isReadable(event as never)).toBe(false);
  });
});

describe("an answer", () => {
  test("that was overtaken by events brings its texts and keeps what they told", () => {
    const read = aRunningVideo({ ...shown, progress: 20, updated_at: BEFORE, refined_explanation: "New" });
    expect(newest(shown, read)).toMatchObject({ progress: 50, refined_explanation: "New", updated_at: NOW });
  });

  test("of an earlier generation is left out", () => {
    expect(newest(shown, aFailedVideo({ generation: 1, updated_at: AFTER }))).toBe(shown);
  });

  test("with the end counts, also where attempts were forgotten", () => {
    const end = aCompletedVideo({ generation: 2, attempts: 0, updated_at: BEFORE });
    expect(newest(shown, end)).toBe(end);
  });

  test("from before the end does not open a video again", () => {
    const ended = aFailedVideo({ generation: 2, attempts: 2, updated_at: AFTER });
    expect(newest(ended, shown)).toBe(ended);
  });
});
