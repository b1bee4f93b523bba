import { expect, test } from "vitest";
import { filtersOf, readLibrarySearch } from "./search";

test("an address may say anything", () => {
  expect(readLibrarySearch({ status: "failed", text: " sky " })).toEqual({ status: "failed", text: "sky" });
  expect(readLibrarySearch({ status: "flying", text: ["a"] })).toEqual({});
  expect(readLibrarySearch({ status: 7, text: 1789 })).toEqual({ text: "1789" });
  expect(readLibrarySearch({ text: "x".repeat(500) }).text).toHaveLength(200);
});

test("videos being made have several statuses", () => {
  expect(filtersOf({ status: "open" }).status).toContain("queued");
  expect(filtersOf({ status: "open" }).status).not.toContain("completed");
  expect(filtersOf({})).not.toHaveProperty("status");
});
