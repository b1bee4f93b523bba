/** Makes links that open a video without a key, and takes them back. */

import { Button, Divider, Group, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/shared/ui/Problem";
import { useShare } from "./links";
import { NewLink } from "./NewLink";
import { ShareLinks } from "./ShareLinks";

const DAYS = [1, 7, 30, 90];
/** As the service takes it. */
const LABEL_LENGTH = 80;

interface ShareDialogProps {
  readonly videoId: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ShareDialog({ videoId, isOpen, onClose }: ShareDialogProps) {
  const { t } = useTranslation("watching");
  const sharing = useShare(videoId);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t("share.title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <Stack>
        <Text size="sm">{t("share.sentence")}</Text>
        <ShareForm isPending={sharing.isPending} onShare={sharing.mutate} />
        {sharing.isError ? <Problem error={sharing.error} /> : null}
        {sharing.data ? <NewLink key={sharing.data.id} videoId={videoId} link={sharing.data} /> : null}
        <Divider />
        <ShareLinks videoId={videoId} newest={sharing.data?.id} onRevoked={sharing.reset} />
      </Stack>
    </Modal>
  );
}

interface ShareFormProps {
  readonly isPending: boolean;
  readonly onShare: (wanted: { hours: number; label: string }) => void;
}

function ShareForm({ isPending, onShare }: ShareFormProps) {
  const { t } = useTranslation("watching");
  const [days, setDays] = useState(String(DAYS[1]));
  const [label, setLabel] = useState("");
  function share(event: SubmitEvent): void {
    event.preventDefault();
    onShare({ hours: Number(days) * 24, label: label.trim() });
  }
  return (
    <form onSubmit={share}>
      <Group align="flex-end">
        <NativeSelect
          label={t("share.works")}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          data={DAYS.map((count) => ({ value: String(count), label: t(`share.days.${count}`) }))}
        />
        <TextInput
          flex={1}
          miw="10rem"
          label={t("share.label")}
          placeholder={t("share.example")}
          maxLength={LABEL_LENGTH}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Button type="submit" loading={isPending}>
          {t("share.make")}
        </Button>
      </Group>
    </form>
  );
}
