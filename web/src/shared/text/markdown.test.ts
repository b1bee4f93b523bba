import { expect, test } from "vitest";
import { blocksOf, sectionTitles } from "./markdown";

const kinds = (text: string): readonly string[] => blocksOf(text).map((block) => block.kind);

test("every kind of block is found, and what it spans is the text itself", () => {
  const text = [
    "# Squares",
    "",
    "A square has",
    "four sides.",
    "## Code",
    "```python",
    "a = 1",
    "",
    "# not a heading",
    "```",
    "- one",
    "- two",
    "1. first",
    "",
    "| a | b \\| c |",
    "| --- | --- |",
    "| 1 | 2 |",
  ].join("\r\n");
  expect(kinds(text)).toEqual(["heading", "paragraph", "heading", "code", "list", "list", "table"]);
  const [heading, , , code, list, , table] = blocksOf(text);
  const read = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  expect(heading?.kind === "heading" && read(heading.span)).toBe("Squares");
  expect(code?.kind === "code" && read(code.span)).toBe("a = 1\r\n\r\n# not a heading");
  expect(list?.kind === "list" && list.items.map(read)).toEqual(["one", "two"]);
  expect(table?.kind === "table" && table.rows.map((row) => row.map(read))).toEqual([
    ["a", "b \\| c"],
    ["1", "2"],
  ]);
});

test.each([
  ["nothing", "", []],
  ["only space", "\n \n", []],
  ["a fence that is never closed", "```\na", ["code"]],
  ["an empty fence", "```\n```\nb", ["code", "paragraph"]],
  ["a minus that is no list", "-5 is negative", ["paragraph"]],
  ["a number sign that is no heading", "#hashtag", ["paragraph"]],
])("%s is read without a fault", (_, text, expected) => {
  expect(kinds(text)).toEqual(expected);
});

test("the sections' titles are those of the second level", () => {
  expect(sectionTitles("# All\n\n## One\n\ntext\n\n## Two\n\n### Deeper")).toEqual(["One", "Two"]);
});
