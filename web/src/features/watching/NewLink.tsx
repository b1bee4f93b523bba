/** A link that was just made. Its ticket is stored nowhere, so this is the only time that it can be copied. */

import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import type { ShareLink } from "@podreel/client";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "@/shared/formats";
import { isOnlyHere, pageAddress } from "./links";

interface NewLinkProps {
  readonly videoId: string;
  readonly link: ShareLink;
}

export function NewLink({ videoId, link }: NewLinkProps) {
  const { t, i18n } = useTranslation("watching");
  const clipboard = useClipboard({ timeout: 4000 });
  const field = useRef<HTMLInputElement>(null);
  const address = pageAddress(videoId, link, new URL(globalThis.location.href));
  function copy(): void {
    field.current?.select(); // where the page may not use the clipboard, the reader can
    clipboard.copy(address);
  }
  return (
    <Stack gap={4}>
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          ref={field}
          flex={1}
          readOnly
          label={t("share.newLink")}
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button variant="default" onClick={copy}>
          {clipboard.copied ? t("share.copied") : t("share.copy")}
        </Button>
      </Group>
      <Text size="sm" role="status">
        {clipboard.copied ? `${t("share.copiedSentence")} ` : ""}
        {clipboard.error ? `${t("share.notCopied")} ` : ""}
        {t("share.until", { moment: formatsOf(i18n.language).moment(link.expires_at) })}
      </Text>
      {isOnlyHere(address) ? <Text size="sm">{t("share.onlyHere")}</Text> : null}
    </Stack>
  );
}
