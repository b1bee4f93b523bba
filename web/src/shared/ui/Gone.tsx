/** A video that is not there any more, or not for this reader, and the ways on. */

import { Button, Group, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageTitle } from "./PageTitle";
import { Problem } from "./Problem";

interface GoneProps {
  readonly error: unknown;
  /** The video's, if it is known. */
  readonly title?: string;
  /** A guest has come by a shared link, and has no videos here. */
  readonly isGuest: boolean;
}

export function Gone({ error, title, isGuest }: GoneProps) {
  const { t } = useTranslation("app");
  return (
    <Stack>
      <PageTitle>{title ?? t("gone.title")}</PageTitle>
      <Problem error={error} />
      {isGuest ? null : (
        <Group>
          <Button renderRoot={(props) => <Link to="/videos" {...props} />}>{t("gone.library")}</Button>
          <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
            {t("gone.ask")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
