import { expect, test } from "vitest";
import { rangeWith, rowsMoved } from "./places";

test("the place moves with the row that is looked at", () => {
  const before = { ids: ["c", "b", "a"], index: 1 };
  expect(rowsMoved(before, ["e", "d", "c", "b", "a"])).toBe(2);
  expect(rowsMoved(before, ["b", "a"])).toBe(-1);
});

test("a row that has gone moves nothing", () => {
  expect(rowsMoved({ ids: ["c", "b", "a"], index: 1 }, ["c", "a"])).toBe(0);
});

test("the row with the focus stays in the page, however far it is scrolled away", () => {
  const range = { startIndex: 100, endIndex: 102, overscan: 1, count: 5_000 };
  expect(rangeWith(range, undefined)).toEqual([99, 100, 101, 102, 103]);
  expect(rangeWith(range, 3)).toEqual([3, 99, 100, 101, 102, 103]);
  expect(rangeWith(range, 101)).toEqual([99, 100, 101, 102, 103]);
  expect(rangeWith({ ...range, count: 2, startIndex: 0, endIndex: 1 }, 3)).toEqual([0, 1]);
});
