/** The voices, each with a sentence to hear in the language of the video. */

import { ActionIcon, Group, Input, Loader, Radio, SimpleGrid, Stack } from "@mantine/core";
import type { Config, Voice } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { Problem } from "@/shared/ui/Problem";
import style from "./ask.module.css";
import type { SpokenLanguage } from "./choices";
import { PlaySign, StopSign } from "./icons";
import { type Sample, useVoiceSample } from "./useVoiceSample";

interface VoiceFieldProps {
  readonly config: Config;
  readonly value: Voice;
  /** What the video will speak, as far as it is known. */
  readonly language: SpokenLanguage;
  readonly fault: string | undefined;
  readonly onChange: (voice: Voice) => void;
}

export function VoiceField({ config, value, language, fault, onChange }: VoiceFieldProps) {
  const { t } = useTranslation("ask");
  const sample = useVoiceSample();
  const voices = config.choices.voices;
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t("choices.voice")}
        value={value}
        onChange={(name) => onChange(name as Voice)}
        error={fault}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt={4}>
          {voices.map((voice) => (
            <Group key={voice.name} className={style["voice"] ?? ""}>
              <Radio value={voice.name} label={voice.name} description={t(`gender.${voice.gender}`)} />
              <Listen sample={sample} voice={voice.name as Voice} language={language} />
            </Group>
          ))}
        </SimpleGrid>
      </Radio.Group>
      {sample.problem ? <Problem error={sample.problem} /> : null}
      <Engine voice={voices.find(({ name }) => name === value)} language={language} />
    </Stack>
  );
}

interface ListenProps {
  readonly sample: Sample;
  readonly voice: Voice;
  readonly language: SpokenLanguage;
}

function Listen({ sample, voice, language }: ListenProps) {
  const { t } = useTranslation("ask");
  const isThis = sample.voice === voice;
  if (isThis && sample.isLoading)
    return <Loader size="xs" m={6} aria-label={t("sample.loading", { voice })} />;
  return (
    <ActionIcon
      variant="subtle"
      size="lg"
      radius="xl"
      aria-label={t(isThis ? "sample.stop" : "sample.play", { voice })}
      onClick={() => (isThis ? sample.stop() : sample.play(voice, language))}
    >
      {isThis ? <StopSign /> : <PlaySign />}
    </ActionIcon>
  );
}

/** Which engine speaks, and how to get the voice's best one. */
function Engine({
  voice,
  language,
}: {
  readonly voice: Config["choices"]["voices"][number] | undefined;
  readonly language: SpokenLanguage;
}) {
  const { t } = useTranslation("ask");
  if (voice === undefined) return null;
  const best = voice.engines[0];
  return (
    <Input.Description>
      {t("sample.engine", { engine: voice.languages[language] })}{" "}
      {best && !best.is_configured ? t("sample.better", { engine: best.name, way: best.next_step }) : null}
    </Input.Description>
  );
}
