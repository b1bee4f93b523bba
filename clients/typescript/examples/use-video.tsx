import { useEffect, useState } from "react";
import { Podreel, ProblemError, type VideoEvent } from "@podreel/client";

const podreel = new Podreel({ baseUrl: "http://localhost:8000" });

/** The newest event of a video, and what went wrong on the way to it. */
export function useVideo(id: string): { event?: VideoEvent; problem?: ProblemError } {
  const [seen, setSeen] = useState<ReturnType<typeof useVideo>>({});
  useEffect(() => {
    const leaving = new AbortController();
    setSeen({});
    async function watch(): Promise<void> {
      for await (const event of podreel.events(id, { signal: leaving.signal })) setSeen({ event });
    }
    watch().catch((problem: unknown) => {
      if (problem instanceof ProblemError) setSeen((before) => ({ ...before, problem }));
    });
    return () => leaving.abort();
  }, [id]);
  return seen;
}

export function VideoProgress({ id }: { id: string }) {
  const { event, problem } = useVideo(id);
  if (problem) return <p role="alert">{problem.sentence} {problem.nextStep}</p>;
  if (event?.status === "completed") {
    return <video controls src={`http://localhost:8000/api/v1/videos/${id}/files/video.mp4`} />;
  }
  if (event?.event === "end") return <p role="alert">{event.message} {event.next_step}</p>;
  return <progress max={100} value={event?.progress ?? 0} aria-label={event?.message ?? "Starting"} />;
}
