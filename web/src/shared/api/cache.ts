/** The cache of all answers. */

import { ProblemError } from "@podreel/client";
import { QueryClient } from "@tanstack/react-query";

export function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The client repeats what may be repeated; here only an outage is waited for.
        retry: (count, error) => error instanceof ProblemError && error.isTemporary && count < 3,
        staleTime: 10_000,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}
