/** The player, or what is wrong with it; and the keys that it knows. */

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Video } from "@podreel/client";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { videoKey } from "@/shared/api/videos";
import type { Chapter } from "./chapters";
import { Player } from "./Player";
import { PlayerTrouble } from "./PlayerTrouble";
import type { Media } from "./playback";
import { Shortcuts } from "./Shortcuts";

interface StageProps {
  readonly video: Video;
  readonly share: string | undefined;
  readonly chapters: readonly Chapter[];
  readonly media: Media;
  readonly onMedia: (media: Media) => void;
}

export function Stage({ video, share, chapters, media, onMedia }: StageProps) {
  const { t } = useTranslation("watching");
  const cache = useQueryClient();
  const [hasFailed, setFailed] = useState(false);
  const startAt = useRef(0);
  const [areKeysShown, keys] = useDisclosure();
  function fail(seconds: number): void {
    startAt.current = seconds;
    setFailed(true);
    void cache.invalidateQueries({ queryKey: videoKey(video.video_id) }); // it may have been deleted
  }
  return (
    <div>
      {hasFailed ? (
        <PlayerTrouble videoId={video.video_id} share={share} onRetry={() => setFailed(false)} />
      ) : (
        <Player
          video={video}
          share={share}
          chapters={chapters}
          startAt={startAt.current}
          media={media}
          onMedia={onMedia}
          onFailure={fail}
          onKeys={keys.open}
        />
      )}
      <Button variant="subtle" size="compact-sm" mt={4} onClick={keys.open}>
        {t("keys.open")}
      </Button>
      <Shortcuts isOpen={areKeysShown} onClose={keys.close} />
    </div>
  );
}
