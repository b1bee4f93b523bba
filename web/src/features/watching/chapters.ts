/** The chapters of a video, with the reason where pictures are simpler than they should be. */

import type { Video } from "@podreel/client";
import type { Media } from "./playback";
import type { Timeline } from "./timeline";

export interface Chapter {
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly isDegraded: boolean;
  /** Why its pictures are simpler; empty if nobody wrote it down. */
  readonly reason: string;
}

/** The result names degraded sections by title, in order: of two with one title, the first has the first reason. */
export function chaptersOf(timeline: Timeline, degraded: Video["degraded"]): readonly Chapter[] {
  const left = [...degraded];
  return timeline.sections.map((section) => {
    const start = section.start_frame / timeline.frame_rate;
    const found = section.is_degraded ? left.findIndex(({ title }) => title === section.title) : -1;
    const [known] = found < 0 ? [] : left.splice(found, 1);
    return {
      title: section.title,
      start,
      end: start + section.frame_count / timeline.frame_rate,
      isDegraded: section.is_degraded === true,
      reason: known?.reason ?? "",
    };
  });
}

/** The notes that tell what the chapters do not: each degraded section is also a note. */
export function otherNotes({ notes, degraded }: Pick<Video, "notes" | "degraded">): readonly string[] {
  return notes.filter(
    (note) => !degraded.some(({ title, reason }) => note.includes(title) && note.includes(reason)),
  );
}

/** Marks the chapters on the player's time line. A track, once added, stays with its element: it is filled anew. */
export function markChapters(media: Media, chapters: readonly Chapter[]): void {
  if (!media || chapters.length < 2) return;
  const tracks = Array.from(media.textTracks);
  const track = tracks.find(({ kind }) => kind === "chapters") ?? media.addTextTrack("chapters");
  track.mode = "hidden";
  for (const cue of Array.from(track.cues ?? [])) track.removeCue(cue);
  for (const { start, end, title } of chapters) track.addCue(new VTTCue(start, end, title));
  // Media-chrome looks again when the tracks change.
  media.textTracks.dispatchEvent(new Event("change"));
}
