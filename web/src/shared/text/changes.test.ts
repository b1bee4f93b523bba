import { expect, test } from "vitest";
import { changesBetween } from "./changes";

function marked(before: string, after: string, language = "en") {
  const changes = changesBetween(before, after, language);
  return {
    count: changes?.count,
    removed: changes?.removed.map(({ start, end }) => before.slice(start, end)),
    added: changes?.added.map(({ start, end }) => after.slice(start, end)),
  };
}

test("the words that changed are marked, and no others", () => {
  expect(marked("A square has three equal sides.", "A square has four equal sides, and corners.")).toEqual({
    count: 2,
    removed: ["three"],
    added: ["four", ", and corners"],
  });
});

test("neighbouring words that changed are one place", () => {
  expect(marked("It is very big now.", "It is quite small now.").count).toBe(1);
});

test("texts that are the same have no changes", () => {
  expect(marked("Same.", "Same.")).toEqual({ count: 0, removed: [], added: [] });
});

test("words are told apart where no spaces are written", () => {
  const { count, removed } = marked("正方形有三条边。", "正方形有四条边。", "zh");
  expect(count).toBe(1);
  expect(removed?.join("")).toMatch(/^三.?$/);
});

test("two long texts without a common word end soon", () => {
  const words = (letter: string): string => Array.from({ length: 4000 }, (_, n) => `${letter}${n}`).join(" ");
  const start = performance.now();
  changesBetween(words("a"), words("b"), "en");
  expect(performance.now() - start).toBeLessThan(5000);
});
