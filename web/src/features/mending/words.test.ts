import { describe, expect, test } from "vitest";
import { caretAfter } from "./focus";
import { toMarkdown } from "./markdown";
import { aText } from "./testing";
import { changesOf, marksOf, removedFrom } from "./wordChanges";
import { faultsOf, sentenceFault } from "./wordFaults";
import { type Edit, type EditedText, editable, edited } from "./words";

const before = aText();
const afterEdits = (...edits: readonly Edit[]): EditedText =>
  edits.reduce((text, edit) => edited(text, edit, before), editable(before));
const texts = (text: EditedText, section = 0): readonly string[] =>
  text.sections[section]?.sentences.map(({ text }) => text) ?? [];
const first = { section: 0, sentence: 0 } as const;

/** Numbers that look random and are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PIECES = [
  "# Not a heading",
  "## nor this",
  "> quoted",
  "- item",
  "```",
  "a\nb\r\nc",
  "1. One",
  "…",
  "",
  "مرحبا",
  "天空",
];

function anEdit(pick: (below: number) => number): Edit {
  const place = { section: pick(2), sentence: pick(4) };
  const text = Array.from({ length: 1 + pick(3) }, () => PIECES[pick(PIECES.length)]).join(" ");
  const edits: readonly Edit[] = [
    { kind: "write", ...place, text },
    { kind: "split", ...place, at: pick(9) },
    { kind: "join", ...place },
    { kind: "remove", ...place },
    { kind: "add", ...place },
    { kind: "move", ...place, by: pick(2) === 0 ? 1 : -1 },
    { kind: "putBack", section: place.section, origin: pick(3) },
    { kind: "sectionTitle", section: place.section, text: `# ${text}` },
    { kind: "title", text },
  ];
  return edits[pick(edits.length)] ?? { kind: "title", text };
}

describe("edits", () => {
  test("a sentence is divided where the caret is, and joined again", () => {
    const divided = afterEdits({ kind: "split", ...first, at: 8 });
    expect(texts(divided).slice(0, 2)).toEqual(["A square", "has four sides."]);
    const joined = edited(divided, { kind: "join", ...first }, before);
    expect(changesOf(before, joined).isAny).toBe(false);
  });

  test("what is moved is marked, and what it passed is not", () => {
    const moved = afterEdits(
      { kind: "move", section: 0, sentence: 2, by: -1 },
      { kind: "move", section: 0, sentence: 1, by: -1 },
    );
    expect(texts(moved)[0]).toBe("So are its angles.");
    expect(moved.sections[0] && marksOf(moved.sections[0], before.sections[0])).toEqual([
      "moved",
      "same",
      "same",
    ]);
    expect(changesOf(before, moved)).toMatchObject({ sections: [1], newSentences: 0 });
  });

  test("what is removed comes back to its place", () => {
    const removed = afterEdits({ kind: "remove", section: 0, sentence: 1 });
    expect(removed.sections[0] && removedFrom(removed.sections[0], before.sections[0])).toEqual([1]);
    const back = edited(removed, { kind: "putBack", section: 0, origin: 1 }, before);
    expect(back).toEqual(editable(before));
  });

  test("a sentence is reset alone", () => {
    const changed = afterEdits(
      { kind: "write", ...first, text: "Other." },
      { kind: "write", section: 1, sentence: 0, text: "So." },
    );
    const reset = edited(changed, { kind: "reset", ...first }, before);
    expect(changesOf(before, reset)).toMatchObject({ sections: [2], newSentences: 1 });
  });

  test("pasted lines become sentences, and the caret follows them", () => {
    const edit: Edit = { kind: "write", ...first, text: "One.\nTwo.\r\nThree." };
    const pasted = afterEdits(edit);
    expect(texts(pasted).slice(0, 3)).toEqual(["One.", "Two.", "Three."]);
    expect(caretAfter(editable(before), pasted, edit)).toEqual({ id: "sentence-1+2", at: 6 });
  });
});

describe("Markdown", () => {
  test("what is unchanged is the service's own text", () => {
    expect(toMarkdown(before, editable(before))).toBe(before.markdown);
  });

  test("a changed section keeps what it shows", () => {
    const changed = toMarkdown(before, afterEdits({ kind: "write", ...first, text: "It has four." }));
    expect(changed).toBe(before.markdown.replace("A square has four sides.", "It has four."));
  });

  test("nothing that is written becomes a heading, a list, a quotation or code", () => {
    const pick = numbers(18);
    for (let round = 0; round < 300; round += 1) {
      let text = editable(before);
      for (let step = 0; step < 6; step += 1) text = edited(text, anEdit(pick), before);
      const paragraphs = toMarkdown(before, text).split("\n\n");
      const spoken = text.sections.filter(({ sentences }) =>
        sentences.some(({ text }) => /[\p{L}\p{N}…]/u.test(text)),
      );
      expect(paragraphs.filter((each) => each.startsWith("## "))).toHaveLength(spoken.length);
      const lines = paragraphs.filter((each) => !/^(#{1,2} |```python\n)/.test(each));
      for (const line of lines) expect(line).not.toMatch(/^(#{1,6}\s|>|[-*+]\s|```)|\n/);
    }
  });

  test("a sentence without an end gets one, in its own script", () => {
    const ends = ["One", "天空", "नमस्ते", "Really?", "“Yes.”"].map(
      (text, sentence) =>
        toMarkdown(
          before,
          afterEdits({ kind: "write", section: 0, sentence: 0, text }, { kind: "add", section: 0, sentence }),
        ).split("\n\n")[2],
    );
    expect(ends).toEqual(["One.", "天空。", "नमस्ते।", "Really?", "“Yes.”"]);
  });

  test("a section without words is left out", () => {
    const silent = afterEdits(
      { kind: "write", section: 1, sentence: 0, text: " " },
      { kind: "remove", section: 1, sentence: 1 },
    );
    expect(toMarkdown(before, silent)).not.toContain("Circle");
    expect(changesOf(before, silent)).toMatchObject({ leftOut: [2], sections: [] });
  });
});

describe("what changed", () => {
  test("pictures are kept for as many sentences as before, and for another title", () => {
    const rewritten = afterEdits({ kind: "write", ...first, text: "Other." });
    expect(changesOf(before, rewritten).redrawn).toEqual([]);
    const longer = afterEdits({ kind: "split", ...first, at: 8 });
    expect(changesOf(before, longer).redrawn).toEqual([1]);
    const tooLong = afterEdits({ kind: "write", ...first, text: `${"so ".repeat(150)}on.` });
    expect(changesOf(before, tooLong).redrawn).toEqual([1]);
    const titled = afterEdits({ kind: "sectionTitle", section: 1, text: "Round" });
    expect(changesOf(before, titled)).toMatchObject({ sections: [2], titlesOnly: [2], newSentences: 0 });
  });

  test("a sentence that is spoken elsewhere already is not spoken anew", () => {
    const repeated = afterEdits({ kind: "write", section: 1, sentence: 0, text: "All are equal." });
    expect(changesOf(before, repeated)).toMatchObject({ sections: [2], newSentences: 0 });
  });

  test("any edits that are undone change nothing", () => {
    const pick = numbers(7);
    for (let round = 0; round < 100; round += 1) {
      const kind = pick(2) === 0 ? "write" : "remove";
      const place = { section: pick(2), sentence: pick(2) };
      const undo: Edit =
        kind === "write"
          ? { kind: "reset", ...place }
          : { kind: "putBack", section: place.section, origin: place.sentence };
      const undone = afterEdits({ kind, ...place, text: "x" } as Edit, undo);
      expect(undone).toEqual(editable(before));
    }
  });
});

describe("faults", () => {
  test("what can't be spoken is told", () => {
    expect(sentenceFault("…!")).toBe("unspeakable");
    expect(sentenceFault("a".repeat(301))).toBe("longWord");
    expect(sentenceFault("")).toBeUndefined();
  });

  test("a text of nothing, or of too much, is told", () => {
    const empty = { ...editable(before), sections: [] };
    expect(faultsOf(before, empty, 100).isSilent).toBe(true);
    expect(faultsOf(before, editable(before), 20).isTooLong).toBe(true);
    expect(
      faultsOf(before, afterEdits({ kind: "sectionTitle", section: 0, text: "x".repeat(49) }), 4_000).fields,
    ).toBe(1);
  });
});
