/** The explanation, and what the correction made of it, as they arrive. */

import { List, Stack, Text, Title } from "@mantine/core";
import type { Video } from "@podreel/client";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Prose } from "@/shared/ui/Prose";

const ComparedTexts = lazy(async () => ({
  default: (await import("@/shared/ui/ComparedTexts")).ComparedTexts,
}));

export function Texts({ video }: { readonly video: Video }) {
  const { t } = useTranslation("making");
  const { initial_explanation: before, refined_explanation: after } = video;
  if (before === null) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="texts">
      <Title order={2} size="h3" id="texts">
        {t(after === null || after === before ? "text" : "texts")}
      </Title>
      <Versions before={before} after={after} language={video.language} />
      <Corrections video={video} />
    </Stack>
  );
}

interface VersionsProps {
  readonly before: string;
  readonly after: string | null;
  readonly language: string | null;
}

function Versions({ before, after, language }: VersionsProps) {
  const { t } = useTranslation("making");
  if (after === null || after === before) {
    return (
      <Stack maw="75ch" gap="sm">
        {after === null ? null : <Text size="sm">{t("uncorrected")}</Text>}
        <Prose text={before} />
      </Stack>
    );
  }
  return (
    <Suspense fallback={<Prose text={after} />}>
      <ComparedTexts
        before={{ title: t("before"), text: before }}
        after={{ title: t("after"), text: after }}
        language={language}
      />
    </Suspense>
  );
}

function Corrections({ video }: { readonly video: Video }) {
  const { t } = useTranslation("making");
  if (video.corrections.length === 0) return null;
  return (
    <>
      <Title order={3}>{t("corrections")}</Title>
      <List>
        {video.corrections.map(({ section_id: section, text }) => (
          <List.Item key={`${section} ${text}`} dir="auto">
            {text}
          </List.Item>
        ))}
      </List>
    </>
  );
}
