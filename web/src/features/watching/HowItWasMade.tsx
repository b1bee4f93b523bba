/** How the video was made and checked: small print for those who want to know. */

import { Accordion, Anchor, Group, List, Stack, Table, Text } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { withTicket } from "@/shared/api/podreel";
import { useFacts } from "./facts";

interface HowItWasMadeProps {
  readonly video: Video;
  readonly share: string | undefined;
}

export function HowItWasMade({ video, share }: HowItWasMadeProps) {
  const { t } = useTranslation("watching");
  const facts = useFacts(video);
  return (
    <Accordion variant="separated" chevronPosition="left" order={2}>
      <Accordion.Item value="made">
        <Accordion.Control>{t("made.title")}</Accordion.Control>
        <Accordion.Panel>
          <Table layout="auto" verticalSpacing={6} fz="sm">
            <Table.Tbody>
              {facts.map(({ name, texts }) => (
                <Table.Tr key={name}>
                  <Table.Th fw={500} w="30%" style={{ verticalAlign: "top" }}>
                    {name}
                  </Table.Th>
                  <Table.Td>
                    {texts.map((text) => (
                      <Text key={text} size="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>
                        {text}
                      </Text>
                    ))}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Sheets video={video} share={share} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

/** Pictures that a reviewing model was shown. */
function Sheets({ video, share }: HowItWasMadeProps) {
  const { t } = useTranslation("watching");
  if (video.sheets.length === 0) return null;
  return (
    <Stack gap={4} mt="sm">
      <Text size="sm" fw={500}>
        {t("made.sheets")}
      </Text>
      <List size="sm">
        {video.sheets.map(({ section, before, after }) => (
          <List.Item key={section}>
            <Group gap="xs">
              {t("made.section", { number: section })}
              <Anchor size="sm" href={withTicket(before, share)} target="_blank" rel="noreferrer">
                {after === null ? t("made.asItIs") : t("made.before")}
              </Anchor>
              {after === null ? null : (
                <Anchor size="sm" href={withTicket(after, share)} target="_blank" rel="noreferrer">
                  {t("made.after")}
                </Anchor>
              )}
            </Group>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
