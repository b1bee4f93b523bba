/** A file that a user drops becomes fields of a request, or one sentence says why it can't. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Podreel, ProblemError, readTextFile } from "../src/index.ts";
import { SERVICE } from "./relay.ts";

const { limits } = await new Podreel({ baseUrl: SERVICE }).config();

test("the name decides what a text is", async () => {
  assert.deepEqual(await readTextFile(new File(["Why is the sky blue?"], "a.txt"), limits), { prompt: "Why is the sky blue?" });
  assert.deepEqual(await readTextFile(new File(["from manim import *"], "A.PY"), limits), { script: "from manim import *" });
  const markdown = "Some words.\n\n## The sky ##\n\nIt is blue.";
  assert.deepEqual(await readTextFile(new File([markdown], "a.md"), limits), { explanation: markdown, prompt: "The sky" });
  const plain = await readTextFile(new File(["It is blue."], "sky.markdown"), limits);
  assert.deepEqual(plain, { explanation: "It is blue.", prompt: "Explain sky" });
});

const REFUSED: readonly (readonly [string, BlobPart, RegExp])[] = [
  ["long.txt", "é".repeat(limits.prompt_max_characters + 1), /long\.txt is too long.*10,001 characters; a prompt has at most 10,000/],
  ["huge.md", "x".repeat(5 * limits.explanation_max_characters), /huge\.md is too long\. An explanation has at most 40,000/],
  ["picture.txt", Uint8Array.of(0x89, 0x50, 0xff), /picture\.txt is no text in UTF-8/],
  ["zeros.txt", "a\0b", /holds no text/],
  ["empty.txt", " \n", /empty\.txt holds no text/],
];

for (const [name, content, sentence] of REFUSED) {
  test(`${name} is refused in a sentence`, async () => {
    await assert.rejects(readTextFile(new File([content], name), limits), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.match(error.sentence, sentence);
      return error.code === "invalid_file" && error.nextStep !== "";
    });
  });
}
