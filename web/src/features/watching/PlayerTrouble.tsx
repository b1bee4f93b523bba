/** What stands in place of the player when the file does not load: why, as far as the service knows, and the way on. */

import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readerOf } from "@/shared/api/podreel";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";
import { downloadUrl } from "./Downloads";

interface PlayerTroubleProps {
  readonly videoId: string;
  readonly share: string | undefined;
  readonly onRetry: () => void;
}

export function PlayerTrouble({ videoId, share, onRetry }: PlayerTroubleProps) {
  const { t } = useTranslation("watching");
  const asked = useFirstByte(videoId, share);
  if (asked.isPending) return <Waiting />;
  if (asked.isError) return <Problem error={asked.error} onRetry={onRetry} />;
  return (
    <Alert color="red" role="alert" title={t("trouble.title")}>
      <Stack gap="xs">
        <Text size="sm">{t("trouble.sentence")}</Text>
        <Group>
          <Button size="xs" variant="light" color="red" onClick={onRetry}>
            {t("trouble.again")}
          </Button>
          <Anchor size="sm" href={downloadUrl(videoId, "video.mp4", share)} download>
            {t("trouble.download")}
          </Anchor>
        </Group>
      </Stack>
    </Alert>
  );
}

/** Players do not tell why. A download is never a redirect to a bucket, which might not answer this page. */
function useFirstByte(videoId: string, share: string | undefined) {
  return useQuery({
    queryKey: ["video-file", videoId],
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const answer = await readerOf(share).api.GET("/api/v1/videos/{video_id}/files/{name}", {
        params: { path: { video_id: videoId, name: "video.mp4" }, query: { download: true } },
        headers: { Range: "bytes=0-0" },
        parseAs: "stream",
        signal,
      });
      await answer.response.body?.cancel();
      return true;
    },
  });
}
