/** Examples to try: a click puts one into the box. */

import { SimpleGrid, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import style from "./ask.module.css";
import { EXAMPLES } from "./examples";
import { Sketch } from "./Sketch";

interface ExamplesProps {
  /** Whether a model answers; the built-in lessons know their English question only. */
  readonly isAnswered: boolean;
  readonly onPick: (prompt: string) => void;
}

export function Examples({ isAnswered, onPick }: ExamplesProps) {
  const { t } = useTranslation("ask");
  const heading = useId();
  return (
    <Stack component="section" gap="sm" aria-labelledby={heading}>
      <Title order={2} size="h5" id={heading}>
        {t(isAnswered ? "examples.title" : "examples.titleOfLessons")}
      </Title>
      <SimpleGrid
        component="ul"
        className={style["examples"] ?? ""}
        cols={{ base: 1, xs: 2, md: 3 }}
        spacing="sm"
      >
        {EXAMPLES.map(({ name, lesson }) => (
          <li key={name}>
            <UnstyledButton
              className={style["example"] ?? ""}
              onClick={() => onPick(isAnswered ? t(`examples.${name}.question`) : lesson)}
            >
              <Sketch of={name} />
              <span>
                <Text span display="block" fw={600}>
                  {t(`examples.${name}.title`)}
                </Text>
                <Text span display="block" size="xs" c="dimmed">
                  {t(`examples.${name}.field`)}
                </Text>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
