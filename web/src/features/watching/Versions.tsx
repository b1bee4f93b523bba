/** The video that this one was edited from, and those that were edited from it. */

import { Anchor, List, Text, Title } from "@mantine/core";
import type { Video } from "@podreel/client";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatsOf } from "@/shared/formats";

export function Versions({ video }: { readonly video: Video }) {
  const { t, i18n } = useTranslation("watching");
  const origin = video.edited_from;
  const edits = video.edits;
  if (origin === null && edits.length === 0) return null;
  return (
    <section aria-labelledby="versions">
      <Title order={2} size="h4" id="versions" mb="xs">
        {t("versions.title")}
      </Title>
      {origin === null ? null : (
        <Text size="sm" mb="xs">
          <VideoLink videoId={origin}>{t("versions.origin")}</VideoLink>
        </Text>
      )}
      <List size="sm" spacing={4}>
        {edits.map(({ video_id: videoId, created_at: moment, status }) => (
          <List.Item key={videoId}>
            <VideoLink videoId={videoId}>
              {t("versions.edit", { moment: moment ? formatsOf(i18n.language).moment(moment) : "" })}
            </VideoLink>
            {status === "completed" ? null : ` (${t(`versions.${isOver(status) ? status : "running"}`)})`}
          </List.Item>
        ))}
      </List>
    </section>
  );
}

function VideoLink({ videoId, children }: { readonly videoId: string; readonly children: string }) {
  return (
    <Anchor size="sm" renderRoot={(props) => <Link to="/videos/$videoId" params={{ videoId }} {...props} />}>
      {children}
    </Anchor>
  );
}

function isOver(status: string): boolean {
  return status === "failed" || status === "cancelled";
}
