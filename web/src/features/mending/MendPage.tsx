/** Edits a finished video: what changed is made anew, the rest is reused. */

import { Anchor, Group, Stack } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useVideo } from "@/shared/api/videos";
import { titleOf } from "@/shared/text/title";
import { PageTitle } from "@/shared/ui/PageTitle";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";
import { Mender } from "./Mender";
import { Notice } from "./Notice";
import { explanationQuery } from "./service";

export function MendPage({ videoId }: { readonly videoId: string }) {
  const { t } = useTranslation("mending");
  const video = useVideo(videoId);
  const name = video.data ? titleOf(video.data) : "";
  return (
    <Stack>
      <PageTitle>{name === "" ? t("page") : t("title", { title: name })}</PageTitle>
      <Group>
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/videos/$videoId" params={{ videoId }} {...props} />}
        >
          {t("back")}
        </Anchor>
      </Group>
      {video.error ? <Problem error={video.error} onRetry={() => void video.refetch()} /> : null}
      {video.data === undefined ? video.isPending ? <Waiting /> : null : <Opened video={video.data} />}
    </Stack>
  );
}

function Opened({ video }: { readonly video: Video }) {
  const isFinished = video.status === "completed";
  const text = useQuery({ ...explanationQuery(video), enabled: isFinished });
  if (!isFinished) return <NotFinished video={video} />;
  if (text.data !== undefined) return <Mender key={video.video_id} video={video} text={text.data} />;
  if (text.isPending) return <Waiting />;
  return <Problem error={text.error} onRetry={() => void text.refetch()} />;
}

/** There is nothing to edit yet; what it was edited from is still there. */
function NotFinished({ video }: { readonly video: Video }) {
  const { t } = useTranslation("mending");
  const origin = video.edited_from;
  const isOver = video.status === "failed" || video.status === "cancelled";
  return (
    <Notice color="yellow" title={t(isOver ? "notFinished.over" : "notFinished.running")}>
      {origin === null ? null : (
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/videos/$videoId/edit" params={{ videoId: origin }} {...props} />}
        >
          {t("notFinished.origin")}
        </Anchor>
      )}
    </Notice>
  );
}
