import { expect, test } from "vitest";
import { firstLines, isGap, type Piece, piecesOf, placed, scriptChanges, scriptOf } from "./pieces";
import { aText, SCRIPT } from "./testing";

const { sections } = aText();
const pieces = piecesOf(SCRIPT, sections);
const keys = (each: readonly Piece[]): readonly string[] =>
  each.filter((piece) => !isGap(piece)).map(({ key }) => key);

test("a script is divided into its sections, its words and what they share", () => {
  expect(keys(pieces)).toEqual(["shared-0", "narration", "shared-2", "section-1", "section-2"]);
  expect(pieces.find(({ section }) => section === 2)?.code).toMatch(/^class Circle/);
});

test("joined again it is the same script, with the line ends that editors write", () => {
  expect(scriptOf(pieces)).toBe(SCRIPT);
  expect(scriptOf(piecesOf(SCRIPT.replaceAll("\n", "\r\n"), sections))).toBe(SCRIPT);
});

test("code that is not where the service says stays with what is shared", () => {
  const moved = sections.map((each) => ({ ...each, first_line: 3 }));
  const whole = piecesOf("a = 1\nb = 2", moved);
  expect(scriptOf(whole)).toBe("a = 1\nb = 2");
  expect(whole.every(({ section }) => section === null)).toBe(true);
});

test("lines are numbered as in the whole script, also after a piece above has grown", () => {
  const first = firstLines(pieces)[pieces.findIndex(({ section }) => section === 1)];
  expect(first).toBe(11);
  const grown = pieces.map((piece) =>
    piece.key === "shared-0" ? { ...piece, code: `# one\n${piece.code}` } : piece,
  );
  expect(firstLines(grown)[grown.findIndex(({ section }) => section === 1)]).toBe(12);
});

test.each([
  [{ line: 12, column: 5, end_line: 12, end_column: 8 }, "section-1", "def"],
  [{ line: 1, column: 1, end_line: 1, end_column: 5 }, "shared-0", "from"],
  [{ line: 900, column: 1, end_line: 900, end_column: 2 }, "shared-6", ""],
])("the finding at %o is in %s", (place, key, marked) => {
  const [found] = placed(pieces, [{ ...place, code: "syntax", message: "", severity: "error" }]);
  expect(found?.piece.key).toBe(key);
  expect(found?.piece.code.slice(found.from, found.to)).toBe(marked);
});

test("columns count characters, not units of UTF-16", () => {
  const [found] = placed(
    [{ key: "shared-0", section: null, title: "", code: 'x = "🟦" + y' }],
    [{ line: 1, column: 11, end_line: 1, end_column: 12, code: "doubtful", message: "", severity: "error" }],
  );
  expect(found && 'x = "🟦" + y'.slice(found.from, found.to)).toBe("y");
});

test("it is told which sections changed, and whether what they share did", () => {
  const changed = (key: string) =>
    pieces.map((piece) => (piece.key === key ? { ...piece, code: "x" } : piece));
  expect(scriptChanges(pieces, pieces).isAny).toBe(false);
  expect(scriptChanges(pieces, changed("section-2"))).toMatchObject({
    sections: [2],
    isSharedChanged: false,
  });
  expect(scriptChanges(pieces, changed("shared-2"))).toMatchObject({ sections: [], isSharedChanged: true });
  expect(scriptChanges(pieces, changed("narration"))).toMatchObject({
    isSharedChanged: false,
    isNarrationChanged: true,
  });
});
