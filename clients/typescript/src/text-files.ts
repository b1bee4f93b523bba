/** A text file that a user chose or dropped, as fields of a request. */

import { ProblemError } from "./problem.ts";
import type { components } from "./schema.ts";

type Limits = components["schemas"]["LimitsAnswer"];
export type TextFields = { prompt: string } | { explanation: string; prompt: string } | { script: string };

/** What a file becomes by its name: a script, an explanation in Markdown, or the prompt. */
const KINDS = [
  { ending: /\.py$/i, field: "script", noun: "A script", most: "script_max_characters" },
  { ending: /\.(md|markdown)$/i, field: "explanation", noun: "An explanation", most: "explanation_max_characters" },
  { ending: /(?:)/, field: "prompt", noun: "A prompt", most: "prompt_max_characters" },
] as const;
const MOST_BYTES_OF_A_CHARACTER = 4;

/**
 * `NAME.py` becomes `script`, `NAME.md` becomes `explanation` with its first heading as the prompt, and any other text
 * `prompt`. `limits` are those of `config()`. Throws ProblemError(invalid_file) for what can't be one of these.
 */
export async function readTextFile(file: File, limits: Limits): Promise<TextFields> {
  const kind = KINDS.find(({ ending }) => ending.test(file.name)) ?? KINDS[2];
  const most = limits[kind.most];
  // What is far too large is not even read.
  if (file.size > most * MOST_BYTES_OF_A_CHARACTER) throw tooLong(file, `${kind.noun} has`, most);
  const text = decode(file, await file.arrayBuffer());
  const characters = [...text].length;
  if (characters > most) throw tooLong(file, `It has ${shown(characters)} characters; ${lower(kind.noun)} has`, most);
  if (kind.field === "script") return { script: text };
  if (kind.field === "explanation") return { explanation: text, prompt: titleOf(text, file.name) };
  return { prompt: text };
}

function decode(file: File, bytes: ArrayBuffer): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.trim() !== "" && !text.includes("\0")) return text;
  } catch (cause) {
    throw invalid(`${file.name} is no text in UTF-8.`, "Save it as plain text in UTF-8.", cause);
  }
  throw invalid(`${file.name} holds no text.`, "Choose a file with text, Markdown or a Python script.");
}

function titleOf(markdown: string, name: string): string {
  return /^#+\s+(.+?)[\s#]*$/m.exec(markdown)?.[1] ?? `Explain ${name.replace(/\.\w+$/, "")}`;
}

function tooLong(file: File, beginning: string, most: number): ProblemError {
  return invalid(`${file.name} is too long. ${beginning} at most ${shown(most)} characters.`, "Shorten or divide it.");
}

function invalid(sentence: string, nextStep: string, cause?: unknown): ProblemError {
  return new ProblemError("invalid_file", sentence, nextStep, { cause });
}

function shown(count: number): string {
  return count.toLocaleString("en");
}

function lower(noun: string): string {
  return noun.charAt(0).toLowerCase() + noun.slice(1);
}
