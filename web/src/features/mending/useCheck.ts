/** Findings of the service's check of the script that is being edited. */

import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type Piece, type Placed, placed, scriptOf } from "./pieces";
import { checkQuery } from "./service";

export interface Check {
  /** Undefined until this very text was checked: findings of another one would point at wrong lines. */
  readonly found: readonly Placed[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
}

const PAUSE_MILLISECONDS = 600;

export function useCheck(pieces: readonly Piece[] | undefined): Check {
  const script = pieces === undefined ? "" : scriptOf(pieces);
  const [settled] = useDebouncedValue(script, PAUSE_MILLISECONDS);
  const check = useQuery({ ...checkQuery(settled), enabled: settled !== "" });
  const isCurrent = settled === script && check.data !== undefined;
  return {
    found: isCurrent ? placed(pieces ?? [], check.data) : undefined,
    error: settled === script ? check.error : null,
    retry: () => void check.refetch(),
  };
}
