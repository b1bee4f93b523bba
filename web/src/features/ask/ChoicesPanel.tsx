/** The choices for a video: told in one line, and unfolded to change them. */

import { Button, Collapse, Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import style from "./ask.module.css";
import { ChoiceFields } from "./ChoiceFields";
import { modelOf } from "./choices";
import type { Faults } from "./faults";
import { FoldSign } from "./icons";
import type { Asking } from "./useAsking";
import { spellChoice, spellLanguage, spellMinutes } from "./wording";

const OWN_FIELDS = ["model", "voice", "quality", "language", "minutes", "aspect", "theme"] as const;

export function ChoicesPanel({ asking }: { readonly asking: Asking }) {
  const { t } = useTranslation("ask");
  const [isWanted, { toggle }] = useDisclosure(false);
  const panel = useId();
  const isOpen = isWanted || hasFault(asking.faults);
  return (
    <Stack gap="xs">
      <UnstyledButton
        className={style["summary"] ?? ""}
        onClick={toggle}
        aria-expanded={isOpen}
        aria-controls={panel}
      >
        <FoldSign isOpen={isOpen} />
        <Text span fw={600} size="sm">
          {t("choices.title")}
        </Text>
        <Summary asking={asking} />
      </UnstyledButton>
      <Collapse expanded={isOpen} id={panel} keepMounted={false}>
        <Stack gap="md">
          <ChoiceFields asking={asking} />
          <Group justify="flex-end">
            <Button size="xs" variant="subtle" onClick={asking.forget}>
              {t("choices.reset")}
            </Button>
          </Group>
        </Stack>
      </Collapse>
    </Stack>
  );
}

function hasFault(faults: Faults): boolean {
  return OWN_FIELDS.some((field) => faults[field] !== undefined);
}

/** The values at a glance. */
function Summary({ asking }: { readonly asking: Asking }) {
  const { t, i18n } = useTranslation("ask");
  const { config, choices, draft } = asking;
  const { defaults } = config;
  const model = modelOf(choices, config);
  const minutes = choices.minutes ?? (model?.answers_questions ? defaults.minutes : undefined);
  const values = [
    model?.answers_questions === false ? t("choices.noModel") : (model?.label ?? ""),
    choices.voice ?? defaults.voice,
    spellChoice(t, "quality", choices.quality ?? defaults.quality, config),
    useSpokenLanguage(asking),
    minutes ? spellMinutes(i18n.language, minutes) : t("choices.anyLength"),
    spellChoice(t, "aspect", choices.aspect ?? defaults.aspect, config),
    spellChoice(t, "theme", choices.theme ?? defaults.theme, config),
    ...(draft.isSpokenAsWritten ? [t("asText.short")] : []),
  ];
  return (
    <Text span size="sm" c="dimmed" className={style["facts"] ?? ""}>
      {values.map((value) => (
        <span key={value}>{value}</span>
      ))}
    </Text>
  );
}

/** The language that was chosen, else what the text says of it, as far as that is known. */
function useSpokenLanguage({ config, choices, foresight }: Asking): string {
  const { t, i18n } = useTranslation("ask");
  const { estimate, isOld } = foresight;
  if (choices.language) return spellLanguage(i18n.language, choices.language, config);
  if (isOld || estimate === undefined) return t("choices.languageOfText");
  const language = spellLanguage(i18n.language, estimate.language, config);
  return estimate.decided.includes("language") ? t("recognised", { language }) : language;
}
