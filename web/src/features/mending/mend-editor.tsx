/** The script's sections in code editors. Its name begins as `vite.config.ts` wants: it is not kept for offline use. */

import { Accordion, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CodeEditor, type Target } from "./CodeEditor";
import { Findings } from "./Findings";
import { firstLines, isGap, isShared, NARRATION_KEY, type Piece, type Placed } from "./pieces";
import type { Check } from "./useCheck";

export interface PicturesEditorProps {
  readonly before: readonly Piece[];
  readonly pieces: readonly Piece[];
  readonly degraded: ReadonlySet<number>;
  readonly isLocked: boolean;
  readonly check: Check;
  readonly write: (key: string, code: string) => void;
}

export default function PicturesEditor(props: PicturesEditorProps) {
  const { pieces, check } = props;
  const { t } = useTranslation("mending");
  const shown = pieces.filter((piece) => !isGap(piece));
  const [open, setOpen] = useState<string[]>(() => firstOpen(shown));
  const [target, setTarget] = useState<Target>();
  const lines = firstLines(pieces);
  const goTo = ({ piece, from }: Placed): void => {
    setOpen((keys) => (keys.includes(piece.key) ? keys : [...keys, piece.key]));
    setTarget({ key: piece.key, from });
  };
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed" id="code-keys">
        {t("editor.keys")}
      </Text>
      <Accordion multiple value={open} onChange={setOpen} order={2} variant="separated">
        {shown.map((piece) => (
          <PieceItem
            key={piece.key}
            {...props}
            piece={piece}
            firstLine={lines[pieces.indexOf(piece)] ?? 1}
            isOpen={open.includes(piece.key)}
            target={target?.key === piece.key ? target : undefined}
          />
        ))}
      </Accordion>
      <Findings check={check} goTo={goTo} />
    </Stack>
  );
}

/** The first section; a script that can't be divided is open as a whole. */
function firstOpen(shown: readonly Piece[]): string[] {
  const first = shown.find(({ section }) => section !== null) ?? shown[0];
  return first === undefined ? [] : [first.key];
}

interface PieceItemProps extends PicturesEditorProps {
  readonly piece: Piece;
  readonly firstLine: number;
  readonly isOpen: boolean;
  readonly target: Target | undefined;
}

function PieceItem({ piece, firstLine, isOpen, target, ...props }: PieceItemProps) {
  const { t } = useTranslation("mending");
  const { key, code, section } = piece;
  const was = props.before.find((each) => each.key === key)?.code;
  const found = props.check.found?.filter((place) => place.piece.key === key);
  const name = useName(piece, props.pieces);
  return (
    <Accordion.Item value={key}>
      <Accordion.Control>
        <Group gap="xs">
          <span dir="auto">{name}</span>
          {was === code ? null : <Tag>{t("mark.changed")}</Tag>}
          {found?.length ? <Tag color="red">{t("editor.found", { count: found.length })}</Tag> : null}
          {section !== null && props.degraded.has(section) ? (
            <Tag color="yellow">{t("editor.degraded")}</Tag>
          ) : null}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        {isOpen ? (
          <Stack gap="xs" align="stretch">
            <CodeEditor
              code={code}
              firstLine={firstLine}
              label={t("editor.label", { name })}
              hintId="code-keys"
              isReadOnly={props.isLocked}
              found={found}
              target={target}
              write={(text) => props.write(key, text)}
            />
            {was === undefined || was === code || props.isLocked ? null : (
              <Group>
                <Button size="compact-sm" variant="default" onClick={() => props.write(key, was)}>
                  {t("editor.reset")}
                </Button>
              </Group>
            )}
          </Stack>
        ) : null}
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function Tag({ color = "cyan", children }: { readonly color?: string; readonly children: string }) {
  return (
    <Badge size="sm" variant="light" color={color} tt="none">
      {children}
    </Badge>
  );
}

function useName(piece: Piece, pieces: readonly Piece[]): string {
  const { t } = useTranslation("mending");
  const { key, section, title } = piece;
  if (section !== null) return t("editor.section", { number: section, title });
  if (key === NARRATION_KEY) return t("editor.narration");
  if (pieces.every((each) => each.section === null)) return t("editor.whole");
  const shared = pieces.filter((each) => isShared(each) && !isGap(each));
  if (shared.length === 1) return t("editor.shared");
  return t("editor.sharedPart", { number: shared.indexOf(piece) + 1 });
}
