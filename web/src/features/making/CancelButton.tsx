/** Cancels a video after a question. */

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { podreel } from "@/shared/api/podreel";
import { videoKey } from "@/shared/api/videos";
import { Problem } from "@/shared/ui/Problem";

export function CancelButton({ videoId }: { readonly videoId: string }) {
  const { t } = useTranslation("making");
  const [isAsking, asking] = useDisclosure();
  const cache = useQueryClient();
  const cancelling = useMutation({
    mutationFn: () => podreel.cancel(videoId),
    onSuccess: asking.close,
    // It may have ended while the question was open.
    onSettled: () => cache.invalidateQueries({ queryKey: videoKey(videoId), exact: true }),
  });
  return (
    <>
      <Button variant="default" disabled={cancelling.isSuccess} onClick={asking.open}>
        {t(cancelling.isSuccess ? "cancel.going" : "cancel.button")}
      </Button>
      <Modal opened={isAsking} onClose={asking.close} title={t("cancel.question")} centered>
        <Stack>
          <Text size="sm">{t("cancel.what")}</Text>
          {cancelling.isError ? <Problem error={cancelling.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={asking.close} data-autofocus>
              {t("cancel.no")}
            </Button>
            <Button color="red" loading={cancelling.isPending} onClick={() => cancelling.mutate()}>
              {t("cancel.yes")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
