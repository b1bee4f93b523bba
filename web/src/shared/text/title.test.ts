/** What people know a video by. */

import { expect, test } from "vitest";
import { titleOf } from "./title";

const ofQuestion = (original_question: string): string => titleOf({ title: "", original_question });

test("a title comes before the question", () => {
  expect(titleOf({ title: "Squares", original_question: "What is a square?" })).toBe("Squares");
});

test("of a text in Markdown the first line is shown without its marks", () => {
  expect(ofQuestion("\n# Square\n\nA square has four sides.")).toBe("Square");
  expect(ofQuestion("- **Light** is a wave")).toBe("Light is a wave");
});

test("a question keeps its signs", () => {
  for (const question of [
    "Why is 2 * 3 = 3 * 2?",
    "What does C# add to C?",
    "Is 5 > 3?",
    "What is my_list[0]?",
    "3. Is that all?",
  ])
    expect(ofQuestion(question)).toBe(question);
});

test("a long line ends between two words", () => {
  const shown = ofQuestion("Explain light ".repeat(20));
  expect(shown).toMatch(/(Explain|light) …$/);
  expect(shown.length).toBeLessThanOrEqual(122);
});

test("a script without a question has no title yet", () => {
  expect(ofQuestion("")).toBe("");
});
