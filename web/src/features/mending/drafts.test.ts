import { expect, test } from "vitest";
import { type Draft, draftKey, dropDraft, keepDraft, readDraft } from "./drafts";
import { piecesOf } from "./pieces";
import { aText, SCRIPT } from "./testing";
import { editable } from "./words";

const draft: Draft = {
  generation: 1,
  savedAt: "2026-11-21T10:00:00Z",
  words: editable(aText()),
  pieces: piecesOf(SCRIPT, aText().sections),
  choices: { voice: "Matthew" },
  sentAs: null,
};

test("a draft is found as it was kept, and gone when it is dropped", () => {
  keepDraft("v", draft);
  expect(readDraft("v")).toEqual(draft);
  dropDraft("v");
  expect(readDraft("v")).toBeUndefined();
});

test("what was sent is kept beside what is being written", () => {
  keepDraft("v", draft);
  keepDraft("v", { ...draft, sentAs: "w" });
  expect(readDraft("v")?.sentAs).toBeNull();
  expect(readDraft("v", "sent")?.sentAs).toBe("w");
});

test.each(["", "{", "null", "[]", '{"generation":1}', JSON.stringify({ ...draft, words: { title: 3 } })])(
  "%s is no draft",
  (text) => {
    localStorage.setItem(draftKey("v"), text);
    expect(readDraft("v")).toBeUndefined();
  },
);
