/** The lines of a log, which are JSON objects, as people read them. Pure. */

/** What each line says anew; its time, event and level are put first, and the video is known. */
const TOLD_FIRST: ReadonlySet<string> = new Set(["timestamp", "event", "level", "video_id"]);

export function logText(log: string): string {
  return log.trimEnd().split("\n").map(lineText).join("\n");
}

/** A line that is no JSON object stays as it is: a traceback of a process that was killed, say. */
function lineText(line: string): string {
  const entry = entryOf(line);
  if (entry === undefined) return line;
  const time = String(entry["timestamp"] ?? "").slice(11, 19);
  const level = entry["level"] === "info" ? "" : String(entry["level"] ?? "");
  const rest = Object.entries(entry)
    .filter(([name, value]) => !TOLD_FIRST.has(name) && value !== null && value !== "")
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  return [time, level, String(entry["event"] ?? ""), ...rest].filter((part) => part !== "").join(" ");
}

function entryOf(line: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === "object" && entry !== null ? (entry as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
