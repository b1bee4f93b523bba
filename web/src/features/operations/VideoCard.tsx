/** One video of a list for operators: which it is, facts about it, and what can be done. */

import { Anchor, Group, Paper, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface VideoCardProps {
  readonly video: { readonly video_id: string; readonly question: string };
  readonly facts: ReactNode;
  readonly actions: ReactNode;
  readonly children?: ReactNode;
}

export function VideoCard({ video, facts, actions, children }: VideoCardProps) {
  const { t } = useTranslation("operations");
  return (
    <Paper component="li" withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start" gap="xs">
          <div style={{ flex: "1 1 16rem", minWidth: 0 }}>
            <Text lineClamp={2} style={{ overflowWrap: "anywhere" }}>
              <Anchor
                dir="auto"
                renderRoot={(props) => (
                  <Link to="/videos/$videoId" params={{ videoId: video.video_id }} {...props} />
                )}
              >
                {video.question || t("unnamed")}
              </Anchor>
            </Text>
            {facts}
            <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: "anywhere" }}>
              {video.video_id}
            </Text>
          </div>
          <Group gap="xs">{actions}</Group>
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}

/** A titled list of them; a sentence if there are none. */
export function VideoSection({
  title,
  none,
  children,
}: {
  readonly title: string;
  readonly none: string;
  readonly children: readonly ReactNode[];
}) {
  return (
    <section aria-label={title}>
      <Text component="h2" size="lg" fw={700} mb="xs">
        {title}
      </Text>
      {children.length === 0 ? (
        <Text c="dimmed" size="sm">
          {none}
        </Text>
      ) : (
        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyleType: '""' }}>
          {children}
        </Stack>
      )}
    </section>
  );
}
