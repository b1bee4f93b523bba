/** Voice, language and looks of the new video; as the origin's, unless the reader wants others. */

import { NativeSelect, Stack, Text } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { useConfig } from "@/shared/api/config";
import { Problem } from "@/shared/ui/Problem";
import { CHOICES, type ChoiceName, choicesOf, type OtherChoices } from "./wishes";

interface ChoiceFieldsProps {
  readonly video: Video;
  readonly choices: OtherChoices;
  readonly choose: (choices: OtherChoices) => void;
}

interface Offer {
  readonly value: string;
  readonly label: string;
}

export function ChoiceFields({ video, choices, choose }: ChoiceFieldsProps) {
  const { t } = useTranslation("mending");
  const config = useConfig();
  const before = choicesOf(video);
  if (config.data === undefined)
    return config.error ? <Problem error={config.error} onRetry={() => void config.refetch()} /> : null;
  const { qualities, aspects, themes, voices, languages } = config.data.choices;
  const offers: Record<ChoiceName, readonly { readonly name: string; readonly label: string }[]> = {
    ...{ voice: voices, language: languages, quality: qualities, aspect: aspects, theme: themes },
  };
  return (
    <Stack gap="xs">
      <Text size="sm">{t("choices.sentence")}</Text>
      {CHOICES.map((name) => (
        <NativeSelect
          key={name}
          label={t(`choices.${name}`)}
          value={choices[name] ?? before[name] ?? ""}
          data={[
            ...withOwn(
              offers[name].map(({ name: value, label }) => ({ value, label })),
              before[name],
            ),
          ]}
          onChange={(event) => choose({ ...choices, [name]: event.currentTarget.value })}
        />
      ))}
    </Stack>
  );
}

/** The origin's choice may not be offered any more, or be its own, such as a custom size. */
function withOwn(offers: readonly Offer[], own: string | undefined): readonly Offer[] {
  if (own === undefined) return [{ value: "", label: "–" }, ...offers];
  return offers.some(({ value }) => value === own) ? offers : [{ value: own, label: own }, ...offers];
}
