/** What the service says about a request before it is sent. */

import { useDebouncedValue } from "@mantine/hooks";
import type { Estimate, ProblemError, Wishes } from "@podreel/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { podreel } from "@/shared/api/podreel";

const PAUSE_AFTER_TYPING_MS = 400;

export interface Foresight {
  readonly estimate: Estimate | undefined;
  readonly error: ProblemError | null;
  /** Whether the estimate is of an earlier text or choice. */
  readonly isOld: boolean;
  readonly refetch: () => void;
}

/** Follows what is typed and chosen; undefined wishes, such as an empty box, are not asked about. */
export function useEstimate(wishes: Wishes | undefined): Foresight {
  const wanted = wishes === undefined ? "" : JSON.stringify(wishes);
  const [asked] = useDebouncedValue(wanted, PAUSE_AFTER_TYPING_MS);
  const answer = useQuery<Estimate, ProblemError>({
    queryKey: ["estimate", asked],
    queryFn: ({ signal }) => podreel.estimate(JSON.parse(asked) as Wishes, { signal }),
    enabled: asked !== "" && wanted !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false, // the client has repeated it
  });
  const isOld = asked !== wanted || answer.isPlaceholderData || answer.isPending;
  return {
    estimate: answer.data,
    error: asked === wanted ? answer.error : null,
    isOld,
    refetch: () => void answer.refetch(),
  };
}
