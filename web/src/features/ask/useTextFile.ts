/** Takes a chosen or dropped file: a text goes into the box, an explanation or script is sent in its place. */

import { type Config, type ProblemError, readTextFile } from "@podreel/client";
import { useMutation } from "@tanstack/react-query";
import type { Draft } from "./draft";

export interface TextFile {
  readonly take: (file: File | null | undefined) => void;
  readonly problem: ProblemError | null;
}

export function useTextFile(
  limits: Config["limits"],
  onRead: (changes: Partial<Draft>, name: string) => void,
): TextFile {
  const reading = useMutation<Partial<Draft>, ProblemError, File>({
    mutationFn: async (file) => draftOf(file.name, await readTextFile(file, limits)),
    onSuccess: (changes, file) => onRead(changes, file.name),
  });
  return {
    take: (file) => {
      if (file) reading.mutate(file);
    },
    problem: reading.error,
  };
}

function draftOf(name: string, fields: Awaited<ReturnType<typeof readTextFile>>): Partial<Draft> {
  if ("script" in fields || "explanation" in fields) return { file: { name, fields } };
  return { text: fields.prompt, file: null };
}
