/** The files of a video, to keep. */

import { Anchor, Group, List, Text, Title } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { fileUrl } from "@/shared/api/podreel";
import { formatsOf } from "@/shared/formats";

/** In this order; the others are for programs. */
const FILES = ["video.mp4", "captions.vtt", "captions.srt", "transcript.md", "script.py"] as const;

interface DownloadsProps {
  readonly video: Video;
  readonly share: string | undefined;
}

export function Downloads({ video, share }: DownloadsProps) {
  const { t, i18n } = useTranslation("watching");
  const files = FILES.flatMap((name) => video.files.filter((file) => file.name === name));
  return (
    <section aria-labelledby="downloads">
      <Title order={2} size="h4" id="downloads" mb="xs">
        {t("downloads.title")}
      </Title>
      {files.length === 0 ? <Text size="sm">{t("downloads.none")}</Text> : null}
      <List listStyleType="none" spacing={6} size="sm">
        {files.map((file) => (
          <List.Item key={file.name}>
            <Group gap="xs" wrap="nowrap">
              <Anchor size="sm" href={downloadUrl(video.video_id, file.name, share)} download>
                {t(`downloads.${file.name.replace(".", "_")}`)}
              </Anchor>
              <Text span size="xs" c="dimmed">
                {formatsOf(i18n.language).size(file.size_bytes)}
              </Text>
            </Group>
          </List.Item>
        ))}
      </List>
    </section>
  );
}

/** The service names it after the video's title, and sends it itself. */
export function downloadUrl(videoId: string, name: string, share: string | undefined): string {
  const url = fileUrl(videoId, name, share);
  return `${url}${url.includes("?") ? "&" : "?"}download=true`;
}
