/** Log lines as people read them. Each is a JSON object, but what a program prints by accident is shown too. */

export interface LogLine {
  /** Its text, and how often that came before: the same line stays the same while others follow. */
  readonly id: string;
  readonly time: string;
  readonly level: string;
  readonly event: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export function logLines(log: string): readonly LogLine[] {
  const times = new Map<string, number>();
  return log
    .split("\n")
    .filter((text) => text.trim() !== "")
    .map((text) => {
      const before = times.get(text) ?? 0;
      times.set(text, before + 1);
      return { id: `${before} ${text}`, ...lineOf(text) };
    });
}

function lineOf(text: string): Omit<LogLine, "id"> {
  const told = objectIn(text);
  if (told === undefined) return { time: "", level: "", event: text, fields: [] };
  // All lines of a log are of the same video.
  const { timestamp, level, event, video_id: _, ...others } = told;
  return {
    time: typeof timestamp === "string" && !Number.isNaN(Date.parse(timestamp)) ? timestamp : "",
    level: textOf(level ?? ""),
    event: textOf(event ?? ""),
    fields: Object.entries(others).map(([name, value]) => [name, textOf(value)] as const),
  };
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
