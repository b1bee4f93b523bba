/** Why there is no video, and the ways on. */

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import type { Video } from "@podreel/client";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Log } from "./Log";
import { RetryButton } from "./RetryButton";

interface EndedProps {
  readonly video: Video;
  readonly isOwn: boolean;
}

export function Ended({ video, isOwn }: EndedProps) {
  const { t } = useTranslation("making");
  return (
    <Stack gap="md">
      {video.status === "failed" ? <Failure video={video} /> : <Cancelled />}
      <Text size="sm">{t("finished", { count: video.section_pictures.length })}</Text>
      {isOwn ? (
        <>
          <Group align="flex-start">
            <RetryButton videoId={video.video_id} />
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/" search={{ again: video.video_id }} {...props} />}
            >
              {t("changeQuestion")}
            </Button>
          </Group>
          <Log videoId={video.video_id} generation={video.generation} />
        </>
      ) : null}
    </Stack>
  );
}

function Failure({ video }: { readonly video: Video }) {
  const { t } = useTranslation("making");
  const { failure } = video;
  return (
    <Alert color="red" role="alert" title={<span dir="auto">{failure?.message || video.message}</span>}>
      <Text dir="auto">{failure?.next_step}</Text>
      {failure === null ? null : (
        <Text size="sm" c="dimmed" mt="xs">
          {t("code", { code: failure.code })}
        </Text>
      )}
    </Alert>
  );
}

function Cancelled() {
  const { t } = useTranslation("making");
  return (
    <Alert color="gray" role="note" title={t("status.cancelled")}>
      {t("cancelledHint")}
    </Alert>
  );
}
