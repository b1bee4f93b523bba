/** Deletes a video, after a question. */

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { podreel } from "@/shared/api/podreel";
import { listKey, videoKey } from "@/shared/api/videos";
import { titleOf } from "@/shared/text/title";
import { Problem } from "@/shared/ui/Problem";

interface DeleteVideoProps {
  readonly video: Video;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function DeleteVideo({ video, isOpen, onClose }: DeleteVideoProps) {
  const { t } = useTranslation("watching");
  const deleting = useDelete(video.video_id);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("delete.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
        <Text size="sm">
          <span dir="auto">{titleOf(video)}</span>
        </Text>
        <Text size="sm">{t("delete.sentence")}</Text>
        {deleting.isError ? <Problem error={deleting.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("delete.keep")}
          </Button>
          <Button color="red" loading={deleting.isPending} onClick={() => deleting.mutate()}>
            {t("delete.confirm")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function useDelete(videoId: string) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => podreel.delete(videoId),
    onSuccess: async () => {
      await navigate({ to: "/videos" });
      cache.removeQueries({ queryKey: videoKey(videoId) });
      await cache.invalidateQueries({ queryKey: listKey });
    },
  });
}
