/** Edits of the same video that were made since the editor was opened. */

import type { Video } from "@podreel/client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { videoQuery } from "@/shared/api/videos";

const LOOK_EVERY_MILLISECONDS = 20_000;

export function useNewerEdits(video: Video) {
  const [known] = useState(() => new Set(video.edits.map(({ video_id }) => video_id)));
  const now = useQuery({ ...videoQuery(video.video_id), refetchInterval: LOOK_EVERY_MILLISECONDS });
  const all = (now.data ?? video).edits;
  return {
    edits: all.filter(({ video_id }) => !known.has(video_id)),
    /** Those that are on the screen. */
    told: new Set(all.map(({ video_id }) => video_id)),
  };
}
