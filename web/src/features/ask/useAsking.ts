/** The state of the form, and what the reader can do with it. */

import type { Config, ProblemError } from "@podreel/client";
import { type RefObject, useEffect, useRef, useState } from "react";
import { type Choices, useChoices } from "./choices";
import { type Draft, type DraftFault, faultOf, useDraft, wishesOf } from "./draft";
import { type Faults, faultsOf } from "./faults";
import { type Foresight, useEstimate } from "./useEstimate";
import { useSubmission } from "./useSubmission";
import { useTextFile } from "./useTextFile";

/** A text that another one took the place of, so that it can be put back. */
export interface Replaced {
  readonly text: string;
  readonly by: string;
}

export interface Asking {
  readonly config: Config;
  readonly draft: Draft;
  readonly choices: Choices;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  /** What keeps the draft from being sent, once the reader should know. */
  readonly fault: DraftFault | undefined;
  readonly isComplete: boolean;
  readonly faults: Faults;
  readonly foresight: Foresight;
  readonly isSending: boolean;
  readonly refusal: ProblemError | null;
  readonly fileProblem: ProblemError | null;
  readonly replaced: Replaced | undefined;
  readonly write: (changes: Partial<Draft>) => void;
  readonly choose: (changes: Choices) => void;
  readonly forget: () => void;
  readonly take: (file: File | null | undefined) => void;
  readonly pick: (prompt: string) => void;
  readonly putBack: () => void;
  readonly submit: () => void;
}

export function useAsking(config: Config): Asking {
  const [draft, setDraft, clearDraft] = useDraft();
  const [choices, setChoices, forgetChoices] = useChoices(config);
  const [isTried, setTried] = useState(false);
  const [replaced, setReplaced] = useState<Replaced>();
  const box = useFocusedBox();
  const submission = useSubmission(clearDraft);
  const fault = faultOf(draft, config.limits);
  const wishes = wishesOf(draft, choices);
  const foresight = useEstimate(fault ? undefined : wishes);
  const write = (changes: Partial<Draft>): void => {
    submission.reset();
    setTried(false);
    setDraft(changes);
  };
  const replace = (changes: Partial<Draft>, by: string): void => {
    const isLost = changes.text !== undefined && draft.text.trim() !== "" && draft.text !== changes.text;
    if (isLost) setReplaced({ text: draft.text, by });
    write(changes);
  };
  const file = useTextFile(config.limits, replace);
  return {
    ...{ config, draft, choices, box, foresight, replaced, write },
    fault: isTried || fault?.name === "long" ? fault : undefined,
    isComplete: fault === undefined,
    faults: faultsOf(submission.error ?? (foresight.isOld ? undefined : foresight.problem)),
    isSending: submission.isPending,
    refusal: submission.error,
    fileProblem: file.problem,
    take: file.take,
    choose: (changes) => {
      submission.reset();
      setChoices(changes);
    },
    forget: () => {
      submission.reset();
      forgetChoices();
    },
    pick: (prompt) => {
      replace({ text: prompt, isSpokenAsWritten: false, file: null }, prompt);
      focusSoon(box);
    },
    putBack: () => {
      write({ text: replaced?.text ?? "", file: null });
      setReplaced(undefined);
      focusSoon(box);
    },
    submit: () => {
      if (submission.isPending) return;
      setTried(fault !== undefined);
      if (fault) focusSoon(box);
      else submission.mutate(wishes);
    },
  };
}

/** The box, which has the focus when the page opens. */
function useFocusedBox(): RefObject<HTMLTextAreaElement | null> {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  return box;
}

/** The box may be drawn only now, in place of a file. */
function focusSoon(box: RefObject<HTMLTextAreaElement | null>): void {
  setTimeout(() => box.current?.focus());
}
