/** What a request may choose from here. */

import { queryOptions, useQuery } from "@tanstack/react-query";
import { podreel } from "./podreel";

export const configQuery = queryOptions({
  queryKey: ["config"],
  queryFn: ({ signal }) => podreel.config({ signal }),
  staleTime: 300_000,
});

export function useConfig() {
  return useQuery(configQuery);
}
