/** Why a request was not accepted. */

import type { ProblemError } from "@podreel/client";
import { Problem } from "@/shared/ui/Problem";
import { isToldByFields } from "./faults";
import { Missing } from "./Missing";
import type { Asking } from "./useAsking";

export function Refusal({ asking, problem }: { readonly asking: Asking; readonly problem: ProblemError }) {
  if (problem.code === "not_configured") {
    const { sentence, nextStep } = problem;
    return <Missing asking={asking} role="alert" sentence={sentence} nextStep={nextStep} />;
  }
  if (isToldByFields(problem)) return null;
  const isWorthRepeating = problem.isTemporary || problem.code === "quota_used_up" || problem.status === 500;
  return <Problem error={problem} onRetry={isWorthRepeating ? asking.submit : undefined} />;
}
