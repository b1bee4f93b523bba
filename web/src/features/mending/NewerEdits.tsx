/** Says that somebody else made an edit of the same video while this one was being written. */

import { Anchor, List, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Notice } from "./Notice";
import type { EditOf } from "./service";

export function NewerEdits({ edits }: { readonly edits: readonly EditOf[] }) {
  const { t } = useTranslation("mending");
  return (
    <div role="status">
      {edits.length === 0 ? null : (
        <Notice color="yellow" title={t("newer.title", { count: edits.length })}>
          <Stack gap="xs">
            <Text size="sm">{t("newer.sentence")}</Text>
            <EditLinks edits={edits} />
          </Stack>
        </Notice>
      )}
    </div>
  );
}

function EditLinks({ edits }: { readonly edits: readonly EditOf[] }) {
  const { t, i18n } = useTranslation("mending");
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <List size="sm">
      {edits.map(({ video_id: videoId, created_at, status }) => (
        <List.Item key={videoId}>
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/videos/$videoId" params={{ videoId }} target="_blank" {...props} />
            )}
          >
            {t("newer.link", {
              when: created_at === null ? "–" : time.format(new Date(created_at)),
              status: t(`status.${groupOf(status)}`),
            })}
          </Anchor>
        </List.Item>
      ))}
    </List>
  );
}

function groupOf(status: EditOf["status"]): string {
  return status === "completed" || status === "failed" || status === "cancelled" ? status : "running";
}
