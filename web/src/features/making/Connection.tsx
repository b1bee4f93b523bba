/** A calm line while no news come in. */

import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Following } from "@/shared/api/following";

export function Connection({ state }: { readonly state: Following["state"] }) {
  const { t } = useTranslation("making");
  if (state !== "lost" && state !== "unreadable") return null;
  // The announcer reads it aloud.
  return (
    <Alert color="yellow" role="note" p="sm">
      {t(`connection.${state}`)}
    </Alert>
  );
}
