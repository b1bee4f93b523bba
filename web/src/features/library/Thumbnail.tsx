/** The picture of a video, or a calm sign of how it stands. */

import type { VideoSummary } from "@podreel/client";
import { useEffect, useState } from "react";
import { fileUrl } from "@/shared/api/podreel";
import { kindOf } from "./display";
import styles from "./library.module.css";

const SIGNS = {
  queued: "M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0",
  open: "M6 4v16M18 4v16M3 4h18v16H3zM3 9h3M3 15h3M18 9h3M18 15h3M6 12h12",
  completed: "M8 5v14l11-7z",
  failed: "M12 8v5M12 16.5v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0",
  cancelled: "M5.6 5.6l12.8 12.8M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0",
};
/** Pictures that are only passed on the way to another place are not asked for. */
const PASSING_MS = 150;

export function Thumbnail({
  video,
  isPassing,
}: {
  readonly video: VideoSummary;
  readonly isPassing: boolean;
}) {
  const [isBroken, setIsBroken] = useState(false);
  const isWanted = useIsWanted(isPassing);
  if (video.poster_url !== null && isWanted && !isBroken)
    return (
      <img
        className={styles["picture"]}
        // From this site, whatever the service takes for its own address.
        src={fileUrl(video.video_id, "poster.jpg")}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => setIsBroken(true)}
      />
    );
  return (
    <div className={styles["picture"]}>
      <svg viewBox="0 0 24 24" className={styles["sign"]} aria-hidden="true">
        <path d={SIGNS[kindOf(video)]} />
      </svg>
    </div>
  );
}

/** True at once for a row that appears while the list rests, and a moment later for one that scrolls in. */
function useIsWanted(isPassing: boolean): boolean {
  const [isWanted, setIsWanted] = useState(!isPassing);
  useEffect(() => {
    if (isWanted) return;
    const timer = setTimeout(() => setIsWanted(true), PASSING_MS);
    return () => clearTimeout(timer);
  }, [isWanted]);
  return isWanted;
}
