/** The cache of all answers. */

import { ProblemError } from "@podreel/client";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { sessionKey } from "./session";

export function createCache(): QueryClient {
  const cache: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if (queryKey[0] !== sessionKey[0]) askForKey(error);
      },
    }),
    mutationCache: new MutationCache({ onError: askForKey }),
    defaultOptions: {
      queries: {
        // The client repeats what may be repeated; more of it would hide an outage for half a minute.
        retry: false,
        staleTime: 10_000,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
  /** A session that ended elsewhere: finding out who this is leads to the sign-in. */
  function askForKey(error: Error): void {
    const isSignedOut = error instanceof ProblemError && error.status === 401;
    const wasSignedIn = cache.getQueryData(sessionKey) !== undefined;
    if (isSignedOut && wasSignedIn) void cache.resetQueries({ queryKey: sessionKey });
  }
  return cache;
}
