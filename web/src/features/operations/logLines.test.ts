import { expect, test } from "vitest";
import { logLines } from "./logLines";

test("a line is told by its time, level, event and details, without the video's id", () => {
  const [line] = logLines(
    '{"timestamp":"2026-11-21T10:00:00Z","level":"warning","event":"section_failed","video_id":"v","scene":2,"reason":"no room"}\n',
  );
  expect(line).toMatchObject({
    time: "2026-11-21T10:00:00Z",
    level: "warning",
    event: "section_failed",
    fields: [
      ["scene", "2"],
      ["reason", "no room"],
    ],
  });
});

test("what is no log line is shown as it is", () => {
  const lines = logLines('Traceback (most recent call last):\n\n[1, 2]\n{"broken": \n');
  expect(lines.map((line) => line.event)).toEqual([
    "Traceback (most recent call last):",
    "[1, 2]",
    '{"broken": ',
  ]);
});

test("a line without its usual fields, or with odd ones, is shown too", () => {
  const [line] = logLines('{"timestamp":"yesterday","level":3,"exception":[{"type":"ValueError"}]}');
  expect(line).toMatchObject({
    time: "",
    level: "3",
    event: "",
    fields: [["exception", '[{"type":"ValueError"}]']],
  });
});

test("the same line is told from its repetition", () => {
  const ids = logLines("again\nagain\n").map((line) => line.id);
  expect(new Set(ids).size).toBe(2);
});
