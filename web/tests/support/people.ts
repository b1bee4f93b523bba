/** Who uses the page in a test. */

import type { components } from "@podreel/client";

type Session = components["schemas"]["SessionAnswer"];

/** Whoever opens a service without keys: an operator without a name. */
export function aSession(changes: Partial<Session> = {}): Session {
  return { is_keyless: true, name: "", role: "operator", ...changes };
}
