/** A button that copies a text, and says whether that worked. */

import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useTranslation } from "react-i18next";

interface CopyProps {
  readonly text: string;
  /** What the button is called before; `Copy` if left out. */
  readonly label?: string;
}

export function Copy({ text, label }: CopyProps) {
  const { t } = useTranslation("app");
  const clipboard = useClipboard({ timeout: 3_000 });
  // Browsers refuse it on pages without TLS.
  const told = clipboard.error ? t("copy.refused") : clipboard.copied ? t("copy.done") : "";
  return (
    <>
      <Button size="xs" variant="default" onClick={() => clipboard.copy(text)}>
        {told || (label ?? t("copy.offer"))}
      </Button>
      <span role="status" className="visually-hidden">
        {told}
      </span>
    </>
  );
}
