/** What the service says about a request before it is sent. */

import { useDebouncedValue } from "@mantine/hooks";
import { type Estimate, ProblemError, type Wishes } from "@podreel/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { podreel } from "@/shared/api/podreel";

const PAUSE_AFTER_TYPING_MS = 400;

/** What would become of a request: an estimate, or what is wrong with it. */
interface Verdict {
  readonly estimate?: Estimate;
  readonly problem?: ProblemError;
}

export interface Foresight extends Verdict {
  /** Why there is no verdict, such as an outage. */
  readonly error: ProblemError | null;
  /** Whether the verdict is on an earlier text or choice. */
  readonly isOld: boolean;
  readonly refetch: () => void;
}

/** Follows what is typed and chosen; undefined wishes, such as an empty box, are not asked about. */
export function useEstimate(wishes: Wishes | undefined): Foresight {
  const wanted = wishes === undefined ? "" : JSON.stringify(wishes);
  const [asked] = useDebouncedValue(wanted, PAUSE_AFTER_TYPING_MS);
  const answer = useQuery<Verdict, ProblemError>({
    queryKey: ["estimate", asked],
    queryFn: ({ signal }) => judge(JSON.parse(asked) as Wishes, signal),
    enabled: asked !== "" && wanted !== "",
    // What was said stays until there is something new to say.
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false, // the client has repeated it
  });
  return {
    ...answer.data,
    error: answer.error,
    isOld: asked !== wanted || answer.isPlaceholderData || answer.isPending,
    refetch: () => void answer.refetch(),
  };
}

async function judge(wishes: Wishes, signal: AbortSignal): Promise<Verdict> {
  try {
    return { estimate: await podreel.estimate(wishes, { signal }) };
  } catch (problem) {
    if (problem instanceof ProblemError && problem.status === 422) return { problem };
    throw problem;
  }
}
