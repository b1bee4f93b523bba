/** Videos as the service describes them. */

import type { components, Video, VideoPage, VideoSummary } from "@podreel/client";

export const VIDEO_ID = "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11";

const EXPLANATION = "# Squares and circles\n\n## Square\n\nA square has four equal sides.\n";

export function aRequest(changes: Partial<components["schemas"]["VideoRequest"]> = {}) {
  return {
    as_text: false,
    aspect: "16:9",
    custom: null,
    edited_from: null,
    explanation: null,
    language: "en",
    minutes: null,
    model: "offline",
    narration: "initial",
    prompt: "Explain squares and circles",
    quality: "draft",
    script: null,
    strict: false,
    theme: "dark",
    voice: "Joanna",
    ...changes,
  } satisfies components["schemas"]["VideoRequest"];
}

/** One that has just been asked for. */
export function aVideo(changes: Partial<Video> = {}): Video {
  return {
    attempts: 0,
    caller: "",
    captions_are_estimated: false,
    corrected_beats: {},
    corrections: [],
    cost_usd: 0,
    created_at: "2026-11-21T10:00:00Z",
    degraded: [],
    edited_from: null,
    edits: [],
    failure: null,
    files: [],
    finished_at: null,
    frame_rate: null,
    generation: 1,
    height: null,
    initial_explanation: null,
    is_expired: false,
    language: "en",
    message: "Waiting in the queue",
    model: "offline",
    models: {},
    notes: [],
    original_question: "Explain squares and circles",
    progress: 0,
    refined_explanation: null,
    remaining_seconds: null,
    request: aRequest(),
    s3_url: null,
    sandbox: null,
    script: null,
    seconds: null,
    section_pictures: [],
    sheets: [],
    stage: null,
    stage_seconds: {},
    status: "queued",
    sync: null,
    title: "",
    updated_at: "2026-11-21T10:00:00Z",
    video_id: VIDEO_ID,
    video_url: null,
    voice: null,
    width: null,
    ...changes,
  };
}

/** One whose sections are being rendered. */
export function aRunningVideo(changes: Partial<Video> = {}): Video {
  return aVideo({
    attempts: 1,
    status: "rendering_video",
    stage: "render",
    progress: 55,
    message: "Rendering section 1 of 2",
    remaining_seconds: 60,
    initial_explanation: EXPLANATION,
    refined_explanation: EXPLANATION,
    title: "Squares and circles",
    ...changes,
  });
}

/** One that is ready to be watched. */
export function aCompletedVideo(changes: Partial<Video> = {}): Video {
  return aRunningVideo({
    status: "completed",
    stage: null,
    progress: 100,
    message: "The video is ready",
    remaining_seconds: 0,
    finished_at: "2026-11-21T10:02:00Z",
    files: FILES.map((name) => aFile(name)),
    video_url: fileUrl("video.mp4"),
    seconds: 12.5,
    width: 854,
    height: 480,
    frame_rate: 15,
    sandbox: { mode: "enforced", missing: [] },
    sync: { beat_offsets_ms: [0, 12], max_offset_ms: 12, missing_beats: [] },
    voice: { asked: "Joanna", engines: ["festival:slt"], falls: [] },
    ...changes,
  });
}

/** One that could not be made. */
export function aFailedVideo(changes: Partial<Video> = {}): Video {
  return aRunningVideo({
    status: "failed",
    stage: null,
    message: "The script could not be rendered.",
    remaining_seconds: null,
    finished_at: "2026-11-21T10:02:00Z",
    failure: {
      category: "script_failed",
      code: "script_failed",
      message: "The script could not be rendered.",
      next_step: "Ask again, or send a script of your own.",
    },
    ...changes,
  });
}

const FILES = [
  ...["video.mp4", "captions.vtt", "captions.srt", "transcript.md"],
  ...["poster.jpg", "script.py", "timeline.json"],
] as const;

export function aFile(name: string, sizeBytes = 123_456): components["schemas"]["FileAnswer"] {
  return { name, size_bytes: sizeBytes, url: fileUrl(name) };
}

function fileUrl(name: string): string {
  return `/api/v1/videos/${VIDEO_ID}/files/${name}`;
}

/** One line of a list; `number` makes its id another one. */
export function aSummary(changes: Partial<VideoSummary> = {}, number = 0): VideoSummary {
  return {
    caller: "",
    code: null,
    created_at: "2026-11-21T10:00:00Z",
    language: "en",
    message: "The video is ready",
    model: "offline",
    original_question: `Explain squares and circles, number ${number}`,
    poster_url: null,
    progress: 100,
    seconds: 12.5,
    status: "completed",
    title: `Squares and circles ${number}`,
    updated_at: "2026-11-21T10:02:00Z",
    video_id: `0b9d6c1e-2f5a-4c1e-9a53-${number.toString(16).padStart(12, "0")}`,
    video_url: null,
    ...changes,
  };
}

/** One page of a list, by default the last one. */
export function aPage(
  videos: readonly VideoSummary[] = [aSummary()],
  changes: Partial<VideoPage> = {},
): VideoPage {
  return { videos: [...videos], next_cursor: null, total: videos.length, ...changes };
}
