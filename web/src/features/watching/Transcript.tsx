/** What is said, sentence by sentence: it follows the speech, and leads to it. */

import { Button, Group, Title, UnstyledButton } from "@mantine/core";
import { useRovingIndex } from "@mantine/hooks";
import { Fragment, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { positionText } from "@/shared/formats";
import type { Chapter } from "./chapters";
import { useFollowing } from "./following";
import { type Media, seek, useCurrent } from "./playback";
import type { Sentence } from "./sentences";
import styles from "./Texts.module.css";

const MOVES: ReadonlySet<string> = new Set(["ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]);

interface TranscriptProps {
  readonly media: Media;
  readonly sentences: readonly Sentence[];
  readonly chapters: readonly Chapter[];
  readonly language: string;
}

export function Transcript({ media, sentences, chapters, language }: TranscriptProps) {
  const { t } = useTranslation("watching");
  const starts = useMemo(() => sentences.map(({ seconds }) => seconds), [sentences]);
  const current = useCurrent(media, starts);
  const { box, isFollowing, follow, leave } = useFollowing(current);
  const [chosen, choose] = useState(0);
  const { getItemProps } = useRovingIndex({
    total: sentences.length,
    orientation: "vertical",
    loop: false,
    // Tab leads to the line that is spoken; from there on the arrows lead.
    focusedIndex: isFollowing ? Math.max(current, 0) : chosen,
    onFocusChange: choose,
  });
  return (
    <section aria-labelledby="transcript" className={styles["transcript"]}>
      <Group justify="space-between" mih={36} wrap="nowrap">
        <Title order={2} size="h4" id="transcript">
          {t("transcript.title")}
        </Title>
        {isFollowing ? null : (
          <Button size="xs" variant="default" onClick={follow}>
            {t("transcript.follow")}
          </Button>
        )}
      </Group>
      {/* Whoever turns the wheel, swipes or drags the bar reads elsewhere. */}
      <div
        ref={box}
        className={styles["box"]}
        {...(media ? {} : { tabIndex: 0 })} // without lines to go to, the box itself is what the keyboard scrolls
        onWheel={leave}
        onTouchMove={leave}
        onPointerDown={(event) => {
          if (event.target === event.currentTarget) leave();
        }}
      >
        {sentences.map((sentence, number) => (
          <Fragment key={`${sentence.section} ${sentence.seconds} ${sentence.text}`}>
            {sentence.section !== sentences[number - 1]?.section ? (
              <Title order={3} size="h6" mt="sm" mb={4} px="xs" dir="auto">
                {chapters[sentence.section]?.title}
              </Title>
            ) : null}
            <UnstyledButton
              {...getItemProps({
                index: number,
                onKeyDown: (event) => {
                  if (MOVES.has(event.key)) leave();
                },
                onClick: () => {
                  seek(media, sentence.seconds);
                  follow();
                },
              })}
              className={styles["line"] ?? ""}
              aria-current={number === current}
              disabled={media === null}
            >
              <span className={styles["time"]}>{positionText(sentence.seconds)}</span>
              <span dir="auto" lang={language}>
                {sentence.text}
              </span>
            </UnstyledButton>
          </Fragment>
        ))}
      </div>
    </section>
  );
}
