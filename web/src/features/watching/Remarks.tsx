/** What the reader should know of the text and the pictures: corrections and notes. */

import { List, Title } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { otherNotes } from "./chapters";

export function Remarks({ video }: { readonly video: Video }) {
  const { t } = useTranslation("watching");
  const corrections = video.corrections.map(({ text }) => text);
  return (
    <>
      <Sentences id="corrections" title={t("remarks.corrections")} sentences={corrections} />
      <Sentences id="notes" title={t("remarks.notes")} sentences={otherNotes(video)} />
    </>
  );
}

interface SentencesProps {
  readonly id: string;
  readonly title: string;
  readonly sentences: readonly string[];
}

function Sentences({ id, title, sentences }: SentencesProps) {
  if (sentences.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" id={id} mb="xs">
        {title}
      </Title>
      <List size="sm" spacing={4}>
        {[...new Set(sentences)].map((sentence) => (
          <List.Item key={sentence} dir="auto" style={{ overflowWrap: "anywhere" }}>
            {sentence}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
