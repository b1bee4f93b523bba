/** The keys of the player. */

import { Group, Kbd, Modal, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** As media-chrome has them; `Space` and arrows are words or signs that each language has for itself. */
const KEYS = [
  ["play", ["space", "k"]],
  ["back", ["←", "j"]],
  ["forward", ["→", "l"]],
  ["louder", ["↑"]],
  ["quieter", ["↓"]],
  ["mute", ["m"]],
  ["captions", ["c"]],
  ["fullscreen", ["f"]],
  ["pip", ["p"]],
  ["slower", ["<"]],
  ["faster", [">"]],
  ["shortcuts", ["?"]],
] as const;

interface ShortcutsProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function Shortcuts({ isOpen, onClose }: ShortcutsProps) {
  const { t } = useTranslation("watching");
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("keys.title")}
      closeButtonProps={{ "aria-label": t("close") }}
      // A player that fills the screen hides all that is not in it.
      portalProps={{ target: (document.fullscreenElement ?? document.body) as HTMLElement }}
    >
      <Text size="sm" mb="sm">
        {t("keys.sentence")}
      </Text>
      <Table>
        <Table.Tbody>
          {KEYS.map(([act, keys]) => (
            <Table.Tr key={act}>
              <Table.Td>
                <Group gap={6} wrap="nowrap">
                  {keys.map((key) => (
                    <Kbd key={key}>{key === "space" ? t("keys.space") : key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Th fw={400}>{t(`keys.${act}`)}</Table.Th>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
