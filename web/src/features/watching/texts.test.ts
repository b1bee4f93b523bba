/** What is read out of a timeline. */

import { aBeat, aTimeline } from "@tests/support";
import { describe, expect, test } from "vitest";
import { formatsOf, positionText } from "@/shared/formats";
import { chaptersOf, otherNotes } from "./chapters";
import { pageAddress } from "./links";
import { lastReached } from "./playback";
import { sentencesOf } from "./sentences";
import { readTimeline } from "./timeline";

describe("sentences", () => {
  test("each has the time of its first word", () => {
    const sentences = sentencesOf(aTimeline());
    expect(sentences.map(({ text }) => text)).toEqual([
      "A square has four equal sides.",
      "A circle has no corner at all.",
      "Both are flat.",
    ]);
    expect(sentences.map(({ seconds }) => seconds)).toEqual([0, 2.5, 6]);
    expect(sentences.map(({ section }) => section)).toEqual([0, 0, 1]);
  });

  test("without times of words their places are guessed from the letters", () => {
    const beat = aBeat({ text: "First one. Second.", speech_seconds: 9, words: null });
    const sentences = sentencesOf(aTimeline([{ beats: [beat] }]));
    expect(sentences.map(({ text }) => text)).toEqual(["First one.", "Second."]);
    expect(sentences[1]?.seconds).toBeCloseTo((11 / 18) * 9);
  });

  test("an engine's words that differ from the text lead to no wrong place", () => {
    const words = [
      { text: "Three", start_seconds: 0 },
      { text: "sides.", start_seconds: 1 },
      { text: "Four", start_seconds: 2 },
    ];
    const beat = aBeat({ text: "3 sides. Four more.", speech_seconds: 4, words });
    expect(sentencesOf(aTimeline([{ beats: [beat] }])).map(({ seconds }) => seconds)).toEqual([0, 2]);
  });

  test.each(["xx-nonsense-!", "", "ar"])(
    "the language %j does not keep them from being found",
    (language) => {
      expect(sentencesOf({ ...aTimeline(), language })).toHaveLength(3);
    },
  );
});

test("degraded chapters have their own reason, also where two have the same title", () => {
  const section = { title: "Proof", is_degraded: true };
  const degraded = [
    { title: "Proof", reason: "no room" },
    { title: "Proof", reason: "too slow" },
  ];
  const chapters = chaptersOf(aTimeline([section, { title: "End" }, section]), degraded);
  expect(chapters.map(({ reason }) => reason)).toEqual(["no room", "", "too slow"]);
  expect(chapters.map(({ isDegraded }) => isDegraded)).toEqual([true, false, true]);
});

test("what the chapters tell is no note as well", () => {
  const degraded = [{ title: "Proof", reason: "no room" }];
  const notes = ["The section “Proof” has simpler pictures, because its script failed: no room.", "Another"];
  expect(otherNotes({ notes, degraded })).toEqual(["Another"]);
});

test.each([null, {}, { frame_rate: 0, sections: [] }, { frame_rate: 15, sections: [{ title: 1 }] }, "text"])(
  "%j is no timeline",
  (value) => expect(() => readTimeline(value)).toThrow(TypeError),
);

test("the player is at the last line that it has reached", () => {
  expect([0, 2.46, 2.5, 99].map((seconds) => lastReached([0, 2.5, 6], seconds))).toEqual([0, 1, 1, 2]);
  expect(lastReached([1], 0)).toBe(-1);
});

test("figures are written as people write them", () => {
  expect([0, 65.9, 3605].map(positionText)).toEqual(["0:00", "1:05", "1:00:05"]);
  expect(formatsOf("en").size(1)).toBe("1 byte");
  expect(formatsOf("en").size(10_240)).toBe("10 kB");
  expect(formatsOf("de").size(1_250_000)).toBe("1,3 MB");
  expect(formatsOf("en").seconds(1.25)).toBe("1.3 sec");
});

describe("a shared link", () => {
  const link = { id: "1", share: "a+b=", video_url: "", expires_at: "2026-11-22T10:00:00Z" };

  test("is the page's own address with the ticket", () => {
    const here = new URL("https://videos.example/videos/one");
    expect(pageAddress("one", link, here)).toBe("https://videos.example/videos/one?share=a%2Bb%3D");
  });

  test("has the service's known address if the page is opened on the service's machine", () => {
    const known = { ...link, video_url: "https://videos.example/podreel/api/v1/videos/one/files/video.mp4" };
    const here = new URL("http://127.0.0.1:8000/videos/one");
    expect(pageAddress("one", known, here)).toBe("https://videos.example/podreel/videos/one?share=a%2Bb%3D");
  });
});
