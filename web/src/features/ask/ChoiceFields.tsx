/** A field for each choice. */

import { Input, NativeSelect, SegmentedControl, SimpleGrid, Stack, Switch } from "@mantine/core";
import type { Voice } from "@podreel/client";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { type Choices, modelOf, offered, type SpokenLanguage } from "./choices";
import type { Asking } from "./useAsking";
import { VoiceField } from "./VoiceField";
import { spellChoice, spellLanguage, spellMinutes, spellUsd } from "./wording";

const LENGTHS = [0.5, 1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30];

export function ChoiceFields({ asking }: { readonly asking: Asking }) {
  const { t } = useTranslation("ask");
  const { config, choices, draft, foresight, faults, choose, write } = asking;
  const spoken = choices.language ?? (foresight.isOld ? undefined : foresight.estimate?.language) ?? "en";
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <ModelField asking={asking} />
        <LanguageField asking={asking} />
      </SimpleGrid>
      <VoiceField
        config={config}
        value={choices.voice ?? (config.defaults.voice as Voice)}
        language={spoken as SpokenLanguage}
        fault={faults["voice"]}
        onChange={(voice) => choose({ voice })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <QualityField asking={asking} />
        <LengthField asking={asking} />
        <PictureField asking={asking} field="aspect" />
        <PictureField asking={asking} field="theme" />
      </SimpleGrid>
      <Switch
        label={t("asText.label")}
        description={t("asText.description")}
        checked={draft.isSpokenAsWritten}
        disabled={draft.file !== null}
        onChange={(event) => write({ isSpokenAsWritten: event.currentTarget.checked })}
      />
    </Stack>
  );
}

function ModelField({ asking: { config, choices, faults, choose } }: { readonly asking: Asking }) {
  const { t, i18n } = useTranslation("ask");
  const model = modelOf(choices, config);
  const cost = model?.answers_questions ? model.video_usd : null;
  return (
    <NativeSelect
      label={t("choices.model")}
      description={cost ? t("before.cost", { range: spellUsd(i18n.language, cost) }) : t("before.lessons")}
      value={model?.name ?? ""}
      error={faults["model"]}
      onChange={(event) => choose({ model: event.currentTarget.value })}
      data={config.choices.models.map(({ name, label, is_usable: isUsable, answers_questions: answers }) => ({
        value: name,
        label: t(isUsable ? "choices.usable" : "choices.unusable", {
          model: answers ? label : t("choices.noModelLong"),
        }),
      }))}
    />
  );
}

function LanguageField({
  asking: { config, choices, foresight, faults, choose },
}: {
  readonly asking: Asking;
}) {
  const { t, i18n } = useTranslation("ask");
  const { estimate, isOld } = foresight;
  const isOpen = choices.language === undefined && !isOld;
  const found = isOpen && estimate?.decided.includes("language") ? estimate.language : undefined;
  const name = found ? spellLanguage(i18n.language, found, config) : "";
  const languages = config.choices.languages.map(({ name: code, label }) => {
    const spelled = spellLanguage(i18n.language, code, config);
    return { value: code, label: spelled === label ? label : `${label} – ${spelled}` };
  });
  return (
    <NativeSelect
      label={t("choices.language")}
      description={found ? t("choices.found", { language: name }) : t("choices.languageHelp")}
      value={choices.language ?? ""}
      error={faults["language"]}
      onChange={(event) => choose({ language: event.currentTarget.value as SpokenLanguage })}
      data={[{ value: "", label: t("choices.recognise") }, ...languages]}
    />
  );
}

function QualityField({ asking: { config, choices, faults, choose } }: { readonly asking: Asking }) {
  const { t } = useTranslation("ask");
  const aspect = choices.aspect ?? config.defaults.aspect;
  const qualities = config.choices.qualities.filter(({ name }) => offered("quality", config).includes(name));
  return (
    <NativeSelect
      label={t("choices.quality")}
      description={t("choices.qualityHelp")}
      value={choices.quality ?? config.defaults.quality}
      error={faults["quality"]}
      onChange={(event) => choose({ quality: event.currentTarget.value } as Choices)}
      data={qualities.map(({ name, sizes, frame_rate: rate }) => ({
        value: name,
        label: t("choices.size", {
          quality: spellChoice(t, "quality", name, config),
          ...sizes[aspect],
          rate,
        }),
      }))}
    />
  );
}

function LengthField({ asking: { config, choices, faults, choose } }: { readonly asking: Asking }) {
  const { t, i18n } = useTranslation("ask");
  const { minutes_min: least, minutes_max: most } = config.limits;
  const value = choices.minutes ?? config.defaults.minutes;
  const lengths = [...new Set([...LENGTHS, value])].filter((each) => each >= least && each <= most);
  return (
    <NativeSelect
      label={t("choices.length")}
      description={t("choices.lengthHelp")}
      value={String(value)}
      error={faults["minutes"]}
      onChange={(event) => choose({ minutes: Number(event.currentTarget.value) })}
      data={lengths
        .sort((one, other) => one - other)
        .map((each) => ({ value: String(each), label: spellMinutes(i18n.language, each) }))}
    />
  );
}

function PictureField({ asking, field }: { readonly asking: Asking; readonly field: "aspect" | "theme" }) {
  const { t } = useTranslation("ask");
  const { config, choices, faults, choose } = asking;
  const label = useId();
  return (
    <Input.Wrapper
      label={t(`choices.${field}`)}
      labelElement="div"
      labelProps={{ id: label }}
      error={faults[field]}
    >
      <SegmentedControl
        fullWidth
        aria-labelledby={label}
        value={choices[field] ?? config.defaults[field]}
        onChange={(value) => choose({ [field]: value } as Choices)}
        data={config.choices[`${field}s`].map((choice) => ({
          value: choice.name,
          label: spellChoice(t, field, choice.name, config),
        }))}
      />
    </Input.Wrapper>
  );
}
