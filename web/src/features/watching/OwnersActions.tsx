/** What the owner of a video can do with it. */

import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Video } from "@podreel/client";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { DeleteVideo } from "./DeleteVideo";
import { ShareDialog } from "./ShareDialog";
import styles from "./WatchPage.module.css";

export function OwnersActions({ video }: { readonly video: Video }) {
  const { t } = useTranslation("watching");
  const [isSharing, sharing] = useDisclosure();
  const [isDeleting, deleting] = useDisclosure();
  const videoId = video.video_id;
  return (
    <Group gap="xs" role="group" aria-label={t("actions.label")}>
      <Button onClick={sharing.open}>{t("actions.share")}</Button>
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/videos/$videoId/edit" params={{ videoId }} {...props} />}
      >
        {t("actions.edit")}
      </Button>
      <Button
        variant="default"
        className={styles["wrapping"] ?? ""}
        renderRoot={(props) => <Link to="/" search={{ again: videoId }} {...props} />}
      >
        {t("actions.again")}
      </Button>
      <Button variant="subtle" color="red" onClick={deleting.open}>
        {t("actions.delete")}
      </Button>
      <ShareDialog videoId={videoId} isOpen={isSharing} onClose={sharing.close} />
      <DeleteVideo video={video} isOpen={isDeleting} onClose={deleting.close} />
    </Group>
  );
}
