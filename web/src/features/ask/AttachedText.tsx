/** A file that is sent in place of the box's text. */

import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import style from "./ask.module.css";
import { type AttachedFile, countCharacters, textOf } from "./draft";
import { FileSign } from "./icons";
import { spellNumber } from "./wording";

interface AttachedTextProps {
  readonly file: AttachedFile;
  readonly fault: string | undefined;
  readonly onRemove: () => void;
}

export function AttachedText({ file, fault, onRemove }: AttachedTextProps) {
  const { t, i18n } = useTranslation("ask");
  const text = textOf(file);
  const count = countCharacters(text);
  return (
    <Stack gap={0}>
      <Group justify="space-between" wrap="nowrap" px="lg" pt="md">
        <Group gap="xs" wrap="nowrap" miw={0}>
          <FileSign />
          <Text fw={600} dir="auto" truncate>
            {file.name}
          </Text>
          <Text size="xs" c="dimmed" visibleFrom="xs">
            {t("box.characters", { count, shown: spellNumber(i18n.language, count) })}
          </Text>
        </Group>
        <Button size="xs" variant="default" onClick={onRemove}>
          {t("file.remove")}
        </Button>
      </Group>
      <Textarea
        readOnly
        variant="unstyled"
        autosize
        minRows={3}
        maxRows={10}
        attributes={{ input: { dir: "auto" } }} // `dir` itself would be the frame's
        aria-label={t("file.content", { name: file.name })}
        classNames={{ input: style["file"] ?? "" }}
        value={text}
        error={fault}
        errorProps={{ px: "lg", role: "alert" }}
      />
    </Stack>
  );
}
