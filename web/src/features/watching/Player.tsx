/** The player: media-chrome's controls around the browser's own video element. It never starts by itself. */

import "media-chrome/dist/lang/de.js";
import type { Video } from "@podreel/client";
import { setLanguage } from "media-chrome/dist/utils/i18n.js";
import {
  MediaCaptionsButton,
  MediaControlBar,
  MediaController,
  MediaFullscreenButton,
  MediaLoadingIndicator,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaPlaybackRateButton,
  MediaTimeDisplay,
  MediaTimeRange,
  MediaVolumeRange,
} from "media-chrome/react";
import { type KeyboardEvent, useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { fileUrl } from "@/shared/api/podreel";
import { titleOf } from "@/shared/text/title";
import { type Chapter, markChapters } from "./chapters";
import styles from "./Player.module.css";
import type { Media } from "./playback";
import { playAsBefore, rememberSpeed, SPEEDS } from "./speed";

/** Videos are short, and the page shows the list of keys itself, in the reader's language. */
const KEYS: Readonly<Record<string, string>> = {
  hotkeys: "noshift+/",
  keyboardbackwardseekoffset: "5",
  keyboardforwardseekoffset: "5",
  keyboardupvolumestep: "0.1",
  keyboarddownvolumestep: "0.1",
};

interface PlayerProps {
  readonly video: Video;
  readonly share: string | undefined;
  readonly chapters: readonly Chapter[];
  /** Where to begin, after the file had to be loaded again. */
  readonly startAt: number;
  readonly media: Media;
  readonly onMedia: (media: Media) => void;
  readonly onFailure: (seconds: number) => void;
  readonly onKeys: () => void;
}

export function Player({ video, share, chapters, startAt, media, onMedia, onFailure, onKeys }: PlayerProps) {
  const { t, i18n } = useTranslation("watching");
  const [speed, setSpeed] = useState(1);
  const [width, height] = [video.width ?? 16, video.height ?? 9];
  const fail = useEffectEvent(onFailure);
  useEffect(() => {
    if (!media) return;
    if (media.error) fail(startAt); // it may fail before it is in the page, and then tells nobody
    if (startAt > 0) media.currentTime = startAt;
    playAsBefore(media);
  }, [media, startAt]);
  useEffect(() => markChapters(media, chapters), [media, chapters]);
  setLanguage(i18n.language); // its elements take their words when they are created, which the keys below repeat
  return (
    <MediaController
      className={styles["player"] ?? ""}
      style={{ ["--width" as string]: width, ["--height" as string]: height }}
      {...KEYS}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "?") onKeys();
      }}
    >
      {/* No crossorigin: the file may be a redirect to a bucket that answers no other site; captions are ours. */}
      <video
        slot="media"
        ref={onMedia}
        src={fileUrl(video.video_id, "video.mp4", share)}
        poster={fileUrl(video.video_id, "poster.jpg", share)}
        preload="metadata"
        playsInline
        aria-label={titleOf(video)}
        onError={(event) => onFailure(event.currentTarget.currentTime)}
        onRateChange={(event) => {
          rememberSpeed(event.currentTarget);
          setSpeed(event.currentTarget.playbackRate);
        }}
      >
        <track
          kind="captions"
          src={fileUrl(video.video_id, "captions.vtt", share)}
          srcLang={video.language ?? "en"}
          label={t("player.captions")}
        />
      </video>
      <MediaLoadingIndicator slot="centered-chrome" noAutohide key={`waiting-${i18n.language}`} />
      <MediaControlBar key={`times-${i18n.language}`}>
        <MediaTimeRange className={styles["times"] ?? ""} />
      </MediaControlBar>
      <MediaControlBar key={i18n.language} className={styles["controls"] ?? ""}>
        <MediaPlayButton />
        <MediaMuteButton />
        <MediaVolumeRange className={styles["roomy"] ?? ""} />
        <MediaTimeDisplay showDuration noToggle />
        <span className={styles["gap"]} />
        {/* It says whether it is checked, which plain buttons are not. */}
        <MediaCaptionsButton ref={(button) => button?.setAttribute("role", "switch")} />
        <MediaPlaybackRateButton rates={SPEEDS}>
          <span slot="icon" className={styles["speed"]}>
            {speed}
          </span>
        </MediaPlaybackRateButton>
        <MediaPipButton className={styles["roomy"] ?? ""} />
        <MediaFullscreenButton />
      </MediaControlBar>
    </MediaController>
  );
}
