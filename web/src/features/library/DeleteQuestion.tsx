/** Asks before a video is deleted, deletes it, and says if that failed. */

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { VideoSummary } from "@podreel/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { podreel } from "@/shared/api/podreel";
import { isEnded } from "@/shared/api/videos";
import { titleOf } from "@/shared/text/title";
import { Problem } from "@/shared/ui/Problem";
import { forget } from "./useLibrary";

interface DeleteQuestionProps {
  readonly video: VideoSummary;
  readonly onKeep: () => void;
  readonly onDeleted: () => void;
}

export function DeleteQuestion({ video, onKeep, onDeleted }: DeleteQuestionProps) {
  const { t } = useTranslation("library");
  const cache = useQueryClient();
  const deletion = useMutation({
    mutationFn: () => podreel.delete(video.video_id),
    onSuccess: async () => {
      await forget(cache, video.video_id);
      onDeleted();
    },
  });
  const keep = (): void => {
    if (!deletion.isPending) onKeep();
  };
  return (
    <Modal opened onClose={keep} title={t("delete.title")} withCloseButton={false} centered>
      <Stack>
        <Text fw={600} dir="auto" lineClamp={4}>
          {titleOf(video) || t("unnamed")}
        </Text>
        <Text size="sm">{t(isEnded(video.status) ? "delete.ended" : "delete.open_video")}</Text>
        {deletion.isError ? <Problem error={deletion.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={keep} disabled={deletion.isPending}>
            {t("delete.keep")}
          </Button>
          <Button color="red" loading={deletion.isPending} onClick={() => deletion.mutate()}>
            {t("delete.confirm")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
