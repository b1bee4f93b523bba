/** What was asked: short enough for a heading, and all of it for those who open it. */

import { Text } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";

const LONGEST_TITLE = 120;

/** The video's title, or the beginning of the question; empty for a script without either. */
export function titleOf(video: Video): string {
  const title = (video.title || video.original_question).trim();
  if (title.length <= LONGEST_TITLE) return title;
  return `${title.slice(0, LONGEST_TITLE).replace(/\s+\S*$/, "")} …`;
}

export function Question({ video }: { readonly video: Video }) {
  const { t } = useTranslation("making");
  const question = video.original_question.trim();
  if (question === titleOf(video) || question === "") return null;
  return (
    <details>
      <summary>{t("question")}</summary>
      <Text mt="xs" dir="auto" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {question}
      </Text>
    </details>
  );
}
