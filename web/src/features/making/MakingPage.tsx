/** A video while it is made, or why it was not: what happens now, and all that is there already. */

import { Stack } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { isRefusal, useVideoEvents } from "@/shared/api/following";
import { isEnded, useVideo } from "@/shared/api/videos";
import { titleOf } from "@/shared/text/title";
import { Gone } from "@/shared/ui/Gone";
import { PageTitle } from "@/shared/ui/PageTitle";
import { Announcer } from "./Announcer";
import { Connection } from "./Connection";
import { Ended } from "./Ended";
import { Pictures } from "./Pictures";
import { Question } from "./Question";
import { Script } from "./Script";
import { Standing } from "./Standing";
import { Steps } from "./Steps";
import { Texts } from "./Texts";

interface MakingPageProps {
  readonly video: Video;
  readonly share: string | undefined;
}

export function MakingPage({ video, share }: MakingPageProps) {
  const { t } = useTranslation("making");
  const following = useVideoEvents(video, share);
  const { error } = useVideo(video.video_id, share);
  const refusal = following.state === "refused" ? following.problem : error;
  const title = titleOf(video) || t("untitled");
  if (isRefusal(refusal)) return <Gone error={refusal} title={title} isGuest={share !== undefined} />;
  return (
    <Stack gap="lg">
      <PageTitle>{title}</PageTitle>
      <Question video={video} />
      <Announcer video={video} following={following} />
      {isEnded(video.status) ? (
        <Ended video={video} isOwn={share === undefined} />
      ) : (
        <>
          <Connection state={following.state} />
          <Standing video={video} isOwn={share === undefined} />
        </>
      )}
      <Steps video={video} />
      <Pictures video={video} share={share} />
      <Texts video={video} />
      <Script video={video} share={share} />
    </Stack>
  );
}
