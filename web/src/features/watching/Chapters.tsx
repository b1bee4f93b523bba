/** The list of chapters: where they begin, which one plays, and which have simpler pictures than planned. */

import { Badge, Text, Title, UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { positionText } from "@/shared/formats";
import type { Chapter } from "./chapters";
import { type Media, seek, useCurrent } from "./playback";
import styles from "./Texts.module.css";

interface ChaptersProps {
  readonly media: Media;
  readonly chapters: readonly Chapter[];
}

export function Chapters({ media, chapters }: ChaptersProps) {
  const { t } = useTranslation("watching");
  const starts = useMemo(() => chapters.map(({ start }) => start), [chapters]);
  const current = useCurrent(media, starts);
  return (
    <section aria-labelledby="chapters">
      <Title order={2} size="h4" id="chapters" mb="xs">
        {t("chapters.title")}
      </Title>
      <ol className={styles["list"]}>
        {chapters.map((chapter, number) => (
          <li key={chapter.start}>
            <UnstyledButton
              className={styles["line"] ?? ""}
              aria-current={number === current}
              disabled={media === null}
              onClick={() => seek(media, chapter.start)}
            >
              <span className={styles["time"]}>{positionText(chapter.start)}</span>
              <span dir="auto">{chapter.title || t("chapters.untitled", { number: number + 1 })}</span>
              {chapter.isDegraded ? (
                <Badge color="orange" variant="light" size="sm">
                  {t("chapters.simpler")}
                </Badge>
              ) : null}
            </UnstyledButton>
            {chapter.isDegraded ? (
              <Text size="xs" c="dimmed" className={styles["reason"] ?? ""}>
                {chapter.reason ? t("chapters.because") : t("chapters.unknown")}{" "}
                <span dir="auto">{chapter.reason}</span>
              </Text>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
