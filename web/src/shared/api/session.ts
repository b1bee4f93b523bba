/** Who is using the page. */

import type { components } from "@podreel/client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { podreel } from "./podreel";

export type Session = components["schemas"]["SessionAnswer"];

export const sessionKey = ["session"] as const;

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ signal }) => (await podreel.api.GET("/api/v1/session", { signal })).data as Session,
  staleTime: 60_000,
});

/** The session; its error has the code `unauthorized` for somebody who has to sign in. A guest has none. */
export function useSession({ isGuest = false } = {}) {
  return useQuery({ ...sessionQuery, enabled: !isGuest });
}
