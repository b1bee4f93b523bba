/** One sentence: its text, what became of it, and what can be done with it. */

import { ActionIcon, Badge, Group, Menu, Stack, Text, Textarea } from "@mantine/core";
import { type KeyboardEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { ANY_DIRECTION } from "./fields";
import { fieldId } from "./focus";
import type { Mark } from "./wordChanges";
import { sentenceFault } from "./wordFaults";
import type { Edit, Sentence } from "./words";

export interface SentenceFieldProps {
  readonly sentence: Sentence;
  /** The section's place in the text, and its number. */
  readonly section: number;
  readonly number: number;
  readonly index: number;
  readonly isLast: boolean;
  readonly mark: Mark;
  /** As it was spoken; undefined for a new one. */
  readonly before: string | undefined;
  readonly language: string | null;
  readonly edit: (edit: Edit) => void;
}

export const SentenceField = memo(function SentenceField(props: SentenceFieldProps) {
  const { sentence, section, index, mark, before, language, edit } = props;
  const { t } = useTranslation("mending");
  const place = { section, sentence: index };
  const fault = sentenceFault(sentence.text);
  const name = t("words.sentence", { number: index + 1 });
  return (
    <Group component="li" gap="xs" wrap="nowrap" align="flex-start" data-mark={mark}>
      <Stack gap={4} flex={1} miw={0}>
        <Textarea
          id={fieldId(sentence.id)}
          aria-label={mark === "same" ? name : `${name}, ${t(`mark.${mark}`)}`}
          aria-describedby="words-keys"
          value={sentence.text}
          error={fault && t(`fault.${fault}`)}
          autosize
          minRows={1}
          {...ANY_DIRECTION}
          {...(language === null ? {} : { lang: language })}
          onChange={(event) => edit({ kind: "write", ...place, text: event.currentTarget.value })}
          onKeyDown={(event) => pressed(event, props)}
        />
        {mark === "same" ? null : (
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <Badge size="sm" variant="light" tt="none" flex="none" aria-hidden>
              {t(`mark.${mark}`)}
            </Badge>
            {mark === "changed" ? (
              <Text size="xs" c="dimmed">
                {t("words.before", { text: before })}
              </Text>
            ) : null}
          </Group>
        )}
      </Stack>
      <SentenceMenu {...props} />
    </Group>
  );
});

function SentenceMenu(props: SentenceFieldProps) {
  const { section, number, index, isLast, mark, edit } = props;
  const { t } = useTranslation("mending");
  const place = { section, sentence: index };
  return (
    <Menu position="bottom-end" withinPortal returnFocus={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={t("words.actions", { number: index + 1, section: number })}
        >
          <span aria-hidden>⋯</span>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={mark !== "changed"} onClick={() => edit({ kind: "reset", ...place })}>
          {t("words.reset")}
        </Menu.Item>
        <Menu.Item onClick={() => edit({ kind: "add", ...place })}>{t("words.addBelow")}</Menu.Item>
        <Menu.Item disabled={isLast} onClick={() => edit({ kind: "join", ...place })}>
          {t("words.join")}
        </Menu.Item>
        <Menu.Item disabled={index === 0} onClick={() => edit({ kind: "move", ...place, by: -1 })}>
          {t("words.up")}
        </Menu.Item>
        <Menu.Item disabled={isLast} onClick={() => edit({ kind: "move", ...place, by: 1 })}>
          {t("words.down")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => edit({ kind: "remove", ...place })}>{t("words.remove")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Enter divides, Backspace and Delete at the ends join, Alt with an arrow moves. */
function pressed(event: KeyboardEvent<HTMLTextAreaElement>, props: SentenceFieldProps): void {
  const edit = editOf(event, props);
  if (edit === undefined || event.nativeEvent.isComposing) return;
  event.preventDefault();
  props.edit(edit);
}

function editOf(event: KeyboardEvent<HTMLTextAreaElement>, props: SentenceFieldProps): Edit | undefined {
  const { section, index, isLast, sentence } = props;
  const { selectionStart, selectionEnd } = event.currentTarget;
  const caret = selectionStart === selectionEnd ? selectionStart : undefined;
  const place = { section, sentence: index };
  if (event.altKey && event.key === "ArrowUp") return { kind: "move", ...place, by: -1 };
  if (event.altKey && event.key === "ArrowDown") return { kind: "move", ...place, by: 1 };
  if (event.key === "Enter") return { kind: "split", ...place, at: selectionStart };
  if (event.key === "Backspace" && caret === 0 && index > 0)
    return { kind: "join", section, sentence: index - 1 };
  const isAtEnd = caret === sentence.text.length;
  if (event.key === "Delete" && isAtEnd && !isLast) return { kind: "join", ...place };
  return undefined;
}
