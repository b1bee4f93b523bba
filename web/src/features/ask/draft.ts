/** What the reader is about to send: kept while the tab is open, so that no reload or sign-in loses it. */

import { useSessionStorage } from "@mantine/hooks";
import type { Config, Wishes } from "@podreel/client";
import { useMemo } from "react";
import type { Choices } from "./choices";

/** A file that is sent in place of the box's text. */
export interface AttachedFile {
  readonly name: string;
  readonly fields: { readonly script: string } | { readonly explanation: string; readonly prompt: string };
}

export interface Draft {
  readonly text: string;
  /** Whether even a short text is spoken word for word. */
  readonly isSpokenAsWritten: boolean;
  readonly file: AttachedFile | null;
}

/** What keeps a draft from being sent: the name of its sentence, and by how many characters. */
export interface DraftFault {
  readonly name: "empty" | "short" | "long";
  readonly count: number;
}

const EMPTY: Draft = { text: "", isSpokenAsWritten: false, file: null };

export function useDraft(): readonly [Draft, (changes: Partial<Draft>) => void, () => void] {
  const [kept, keep, clear] = useSessionStorage<unknown>({
    key: "podreel.draft",
    defaultValue: EMPTY,
    getInitialValueInEffect: false,
    sync: false,
  });
  const draft = useMemo(() => readDraft(kept), [kept]);
  return [draft, (changes) => keep({ ...draft, ...changes }), clear];
}

/** What was kept, as far as it can be read. */
function readDraft(kept: unknown): Draft {
  if (typeof kept !== "object" || kept === null) return EMPTY;
  const { text, isSpokenAsWritten, file } = kept as Partial<Draft>;
  return {
    text: typeof text === "string" ? text : "",
    isSpokenAsWritten: isSpokenAsWritten === true,
    file: isFile(file) ? file : null,
  };
}

function isFile(file: unknown): file is AttachedFile {
  if (typeof file !== "object" || file === null) return false;
  const { name, fields } = file as Partial<AttachedFile>;
  return typeof name === "string" && typeof fields === "object" && fields !== null;
}

/** The text of a file, whichever field it is sent as. */
export function textOf({ fields }: AttachedFile): string {
  return "script" in fields ? fields.script : fields.explanation;
}

/** Characters as the service counts them: a letter outside the basic plane is one. */
export function countCharacters(text: string): number {
  return [...text].length;
}

export function faultOf(draft: Draft, limits: Config["limits"]): DraftFault | undefined {
  if (draft.file !== null) return undefined;
  const count = countCharacters(draft.text.trim());
  const { prompt_min_characters: least, prompt_max_characters: most } = limits;
  if (count === 0) return { name: "empty", count: least };
  if (count < least) return { name: "short", count: least - count };
  return count > most ? { name: "long", count: count - most } : undefined;
}

/** The request's fields; what was not chosen is left to the service. */
export function wishesOf({ file, text, isSpokenAsWritten }: Draft, choices: Choices): Wishes {
  if (file !== null) return { ...file.fields, ...choices };
  return { prompt: text.trim(), ...(isSpokenAsWritten ? { as_text: true } : {}), ...choices };
}
