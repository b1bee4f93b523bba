/** The words of one section: its title, its sentences, and those that were removed. */

import { Badge, Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { SpokenSection } from "./explanation";
import { ANY_DIRECTION } from "./fields";
import { addId } from "./focus";
import { SentenceField } from "./SentenceField";
import { MOST } from "./spoken";
import { isEmpty, marksOf, removedFrom } from "./wordChanges";
import { titleFault } from "./wordFaults";
import type { Edit, EditedSection } from "./words";

interface SectionWordsProps {
  readonly section: EditedSection;
  readonly index: number;
  readonly told: SpokenSection | undefined;
  readonly language: string | null;
  readonly edit: (edit: Edit) => void;
}

export const SectionWords = memo(function SectionWords(props: SectionWordsProps) {
  const { section, index, told, language, edit } = props;
  const { t } = useTranslation("mending");
  const marks = marksOf(section, told);
  const last = section.sentences.length - 1;
  return (
    <Stack component="section" gap="xs" aria-labelledby={`words-${section.number}`}>
      <Title order={2} size="h4" id={`words-${section.number}`}>
        {t("words.section", { number: section.number })}
      </Title>
      <SectionTitle {...props} />
      <Stack component="ol" gap="xs" p={0} m={0} style={{ listStyle: "none" }}>
        {section.sentences.map((sentence, place) => (
          <SentenceField
            key={sentence.id}
            sentence={sentence}
            section={index}
            number={section.number}
            index={place}
            isLast={place === last}
            mark={marks[place] ?? "new"}
            before={sentence.origin === null ? undefined : told?.beats[sentence.origin]}
            language={language}
            edit={edit}
          />
        ))}
      </Stack>
      {isEmpty(section) ? <Text size="sm">{t("words.leftOut")}</Text> : null}
      <Removed {...props} />
      <Group>
        <Button
          id={addId(section.number)}
          size="compact-sm"
          variant="default"
          onClick={() => edit({ kind: "add", section: index, sentence: last })}
        >
          {t("words.add")}
        </Button>
      </Group>
    </Stack>
  );
});

function SectionTitle({ section, index, told, language, edit }: SectionWordsProps) {
  const { t } = useTranslation("mending");
  const fault = isEmpty(section)
    ? undefined
    : titleFault(section.title, told?.title ?? "", MOST.sectionTitle);
  const isChanged = section.title !== told?.title;
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        flex="1 1 12rem"
        label={t("words.sectionTitle", { number: section.number })}
        value={section.title}
        error={fault && t(`titleFault.${fault}`, { most: MOST.sectionTitle })}
        {...ANY_DIRECTION}
        {...(language === null ? {} : { lang: language })}
        onChange={(event) => edit({ kind: "sectionTitle", section: index, text: event.currentTarget.value })}
      />
      {isChanged && told !== undefined ? (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => edit({ kind: "resetTitle", section: index })}
        >
          {t("words.resetTitle", { number: section.number })}
        </Button>
      ) : null}
    </Group>
  );
}

function Removed({ section, index, told, edit }: SectionWordsProps) {
  const { t } = useTranslation("mending");
  return removedFrom(section, told).map((origin) => (
    <Group key={origin} gap="xs" wrap="nowrap">
      <Badge size="xs" variant="light" color="gray" tt="none">
        {t("mark.removed")}
      </Badge>
      <Text size="sm" c="dimmed" td="line-through" dir="auto" flex={1} miw={0}>
        {told?.beats[origin]}
      </Text>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t("words.putBackWhat", { text: told?.beats[origin] })}
        onClick={() => edit({ kind: "putBack", section: index, origin })}
      >
        {t("words.putBack")}
      </Button>
    </Group>
  ));
}
