/** What was asked, for those who open it. */

import { Text } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { titleOf } from "@/shared/text/title";

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
