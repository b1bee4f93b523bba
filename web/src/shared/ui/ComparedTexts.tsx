/** Two versions of a text side by side, or one below the other where it is narrow, with the changed words marked. */

import { SimpleGrid, Stack, Text, Title, type TitleOrder } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { changesBetween } from "@/shared/text/changes";
import { Prose } from "./Prose";
import styles from "./Words.module.css";

interface ComparedTextsProps {
  readonly before: { readonly title: string; readonly text: string };
  readonly after: { readonly title: string; readonly text: string };
  /** Of both texts, for where words begin and end. */
  readonly language: string | null;
  /** The heading level of the two titles. */
  readonly level?: number;
}

export function ComparedTexts({ before, after, language, level = 3 }: ComparedTextsProps) {
  const changes = useMemo(
    () => changesBetween(before.text, after.text, language ?? "en"),
    [before.text, after.text, language],
  );
  return (
    <Stack gap="sm">
      <Legend count={changes?.count} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Stack component="section" gap="sm" aria-label={before.title}>
          <Title order={level as TitleOrder} size="1.25rem">
            {before.title}
          </Title>
          <Prose text={before.text} topLevel={level + 1} marks={changes?.removed} marksAre="del" />
        </Stack>
        <Stack component="section" gap="sm" aria-label={after.title}>
          <Title order={level as TitleOrder} size="1.25rem">
            {after.title}
          </Title>
          <Prose text={after.text} topLevel={level + 1} marks={changes?.added} marksAre="ins" />
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}

function Legend({ count }: { readonly count: number | undefined }) {
  const { t } = useTranslation("reading");
  if (count === undefined) return <Text size="sm">{t("tooDifferent")}</Text>;
  if (count === 0) return <Text size="sm">{t("unchanged")}</Text>;
  return (
    <Text size="sm">
      {t("changes", { count })} <del className={styles["del"]}>{t("removed")}</del>{" "}
      <ins className={styles["ins"]}>{t("added")}</ins>
    </Text>
  );
}
