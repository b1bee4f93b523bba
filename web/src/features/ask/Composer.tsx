/** The one box: a question, a text, or a file that is dropped on it, and the button that makes the video. */

import { Box, Button, FileButton, Group, Kbd, Text, Textarea } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { AttachedText } from "./AttachedText";
import style from "./ask.module.css";
import { countCharacters } from "./draft";
import { FileSign } from "./icons";
import type { Asking } from "./useAsking";
import { spellNumber } from "./wording";

export function Composer({ asking }: { readonly asking: Asking }) {
  const { t } = useTranslation("ask");
  const { draft, isSending, take, write } = asking;
  const [isDragged, setDragged] = useState(false);
  const fault = useToldFault(asking);
  function drop(event: DragEvent): void {
    event.preventDefault();
    setDragged(false);
    take(event.dataTransfer.files[0]);
  }
  function drag(event: DragEvent): void {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setDragged(true);
  }
  return (
    <Box
      className={style["composer"] ?? ""}
      mod={{ dragged: isDragged }}
      onDragOver={drag}
      onDragLeave={() => setDragged(false)}
      onDrop={drop}
    >
      {draft.file ? (
        <AttachedText file={draft.file} fault={fault} onRemove={() => write({ file: null })} />
      ) : (
        <TextBox asking={asking} fault={fault} />
      )}
      <Group className={style["bar"] ?? ""} justify="space-between" gap="xs">
        <FileButton onChange={take} accept=".txt,.md,.markdown,.py,text/plain,text/markdown">
          {(props) => (
            <Button
              {...props}
              variant="subtle"
              color="gray"
              c="dimmed"
              size="compact-sm"
              leftSection={<FileSign />}
            >
              {t("file.choose")}
            </Button>
          )}
        </FileButton>
        <Group gap="sm" ml="auto">
          {draft.file ? null : <Counter asking={asking} />}
          <Hint />
          <Button type="submit" size="md" loading={isSending}>
            {t("submit")}
          </Button>
        </Group>
      </Group>
    </Box>
  );
}

interface TextBoxProps {
  readonly asking: Asking;
  readonly fault: string | undefined;
}

function TextBox({ asking: { box, draft, write }, fault }: TextBoxProps) {
  const { t } = useTranslation("ask");
  return (
    <Textarea
      ref={box}
      variant="unstyled"
      autosize
      minRows={3}
      maxRows={14}
      attributes={{ input: { dir: "auto" } }} // `dir` itself would be the frame's
      aria-label={t("box.label")}
      placeholder={t("box.placeholder")}
      classNames={{ input: style["text"] ?? "" }}
      value={draft.text}
      onChange={(event) => write({ text: event.currentTarget.value })}
      error={fault}
      errorProps={{ px: "lg", role: "alert" }}
    />
  );
}

/** What is wrong with the text: as found here, else by the service. */
function useToldFault({ config, fault, faults }: Asking): string | undefined {
  const { t, i18n } = useTranslation("ask");
  if (fault === undefined) return faults["prompt"] ?? faults["explanation"] ?? faults["script"];
  const most = config.limits.explanation_max_characters;
  return t(`fault.${fault.name}`, {
    count: fault.count,
    shown: spellNumber(i18n.language, fault.count),
    most: spellNumber(i18n.language, most),
  });
}

function Counter({ asking: { config, draft } }: { readonly asking: Asking }) {
  const { t, i18n } = useTranslation("ask");
  const count = countCharacters(draft.text.trim());
  const most = config.limits.prompt_max_characters;
  const values = { count: spellNumber(i18n.language, count), most: spellNumber(i18n.language, most) };
  return (
    <Text size="xs" c={count > most ? "var(--mantine-color-error)" : "dimmed"}>
      <span aria-hidden="true">{t("box.counter", values)}</span>
      <span className="visually-hidden">{t("box.counterSpoken", values)}</span>
    </Text>
  );
}

function Hint() {
  const system = useOs();
  if (system === "android" || system === "ios") return null;
  return (
    <Text span size="xs" visibleFrom="sm" aria-hidden="true">
      <Kbd size="xs">{system === "macos" ? "⌘" : "Ctrl"}</Kbd> <Kbd size="xs">↵</Kbd>
    </Text>
  );
}
