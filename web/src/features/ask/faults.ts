/** What the service finds wrong with single fields, to be shown next to them. */

import type { ProblemError } from "@podreel/client";

export const FIELDS = [
  ...["prompt", "explanation", "script", "as_text"],
  ...["model", "voice", "quality", "language", "minutes", "aspect", "theme"],
] as const;

export type Faults = Readonly<Record<string, string>>;

/** A sentence for each wrong field. */
export function faultsOf(problem: ProblemError | undefined): Faults {
  const errors = problem?.errors ?? [];
  return Object.fromEntries(errors.map(({ field, detail }) => [rootOf(field), sentence(detail)]));
}

/** Whether all that is wrong is shown next to a field of this page. */
export function isToldByFields(problem: ProblemError): boolean {
  return (
    problem.errors.length > 0 &&
    problem.errors.every(({ field }) => FIELDS.some((own) => own === rootOf(field)))
  );
}

function rootOf(field: string): string {
  return field.split(".")[0] ?? field;
}

function sentence(detail: string): string {
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}${/[.!?]$/.test(detail) ? "" : "."}`;
}
