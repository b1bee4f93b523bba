/** Asks before unsent changes are left. */

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

interface LeaveQuestionProps {
  readonly isChanged: boolean;
  /** Whether the changes were sent, which leaves the page too. */
  readonly isSent: RefObject<boolean>;
  readonly discard: () => void;
}

export function LeaveQuestion({ isChanged, isSent, discard }: LeaveQuestionProps) {
  const { t } = useTranslation("mending");
  const asks = (): boolean => isChanged && !isSent.current;
  const blocker = useBlocker({ shouldBlockFn: asks, enableBeforeUnload: asks, withResolver: true });
  return (
    <Modal
      opened={blocker.status === "blocked"}
      onClose={() => blocker.reset?.()}
      title={t("leave.title")}
      closeButtonProps={{ "aria-label": t("leave.close") }}
    >
      <Stack>
        <Text size="sm">{t("leave.sentence")}</Text>
        <Group>
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {t("leave.stay")}
          </Button>
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {t("leave.leave")}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              discard();
              blocker.proceed?.();
            }}
          >
            {t("leave.discard")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
