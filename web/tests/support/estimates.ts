/** What the service foretells of a request. */

import type { Estimate } from "@podreel/client";

/** A built-in lesson, which costs nothing. */
export function anEstimate(changes: Partial<Estimate> = {}): Estimate {
  return {
    kind: "lesson",
    is_spoken_as_written: false,
    model: "offline",
    decided: ["model"],
    language: "en",
    voice: "Joanna",
    engine: "festival:slt",
    links: {},
    seconds: { low: 67, high: 144 },
    seconds_note: "",
    cost_usd: { low: 0, high: 0 },
    cost_note: "",
    cost_limit_usd: 5,
    may_reach_cost_limit: false,
    notes: [],
    ...changes,
  };
}
