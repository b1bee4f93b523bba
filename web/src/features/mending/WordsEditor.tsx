/** The words of the whole video, to be edited. */

import { Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SpokenText } from "./explanation";
import { ANY_DIRECTION } from "./fields";
import { SectionWords } from "./SectionWords";
import { MOST } from "./spoken";
import { useWords } from "./useWords";
import { titleFault } from "./wordFaults";
import type { EditedText } from "./words";

interface WordsEditorProps {
  readonly before: SpokenText;
  readonly words: EditedText;
  readonly language: string | null;
  readonly write: (words: EditedText) => void;
}

export function WordsEditor({ before, words, language, write }: WordsEditorProps) {
  const { t } = useTranslation("mending");
  const { edit, said } = useWords(before, words, write);
  const fault = titleFault(words.title, before.title, MOST.title);
  return (
    <Stack gap="xl">
      <Text size="sm" c="dimmed" id="words-keys">
        {t("words.keys")}
      </Text>
      <TextInput
        label={t("words.title")}
        value={words.title}
        error={fault && t(`titleFault.${fault}`, { most: MOST.title })}
        {...ANY_DIRECTION}
        {...(language === null ? {} : { lang: language })}
        onChange={(event) => edit({ kind: "title", text: event.currentTarget.value })}
      />
      {words.sections.map((section, index) => (
        <SectionWords
          key={section.number}
          section={section}
          index={index}
          told={before.sections.find(({ number }) => number === section.number)}
          language={language}
          edit={edit}
        />
      ))}
      <div role="status" className="visually-hidden">
        {said}
      </div>
    </Stack>
  );
}
