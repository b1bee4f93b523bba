/** What the address of the operators' page says. */

export interface OperationsSearch {
  /** The video whose log is open. */
  readonly log?: string;
}

export function readOperationsSearch(search: Record<string, unknown>): OperationsSearch {
  const log = search["log"];
  return typeof log === "string" && /^[0-9a-f-]{36}$/.test(log) ? { log } : {};
}
