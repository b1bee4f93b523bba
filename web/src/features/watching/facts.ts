/** What is known of how a video was made, in the reader's words; what is not known is left out. */

import type { Video } from "@podreel/client";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { formatsOf, positionText } from "@/shared/formats";

export interface Fact {
  readonly name: string;
  readonly texts: readonly string[];
}

interface Words {
  readonly t: TFunction<"watching">;
  readonly language: string;
}

export function useFacts(video: Video): readonly Fact[] {
  const { t, i18n } = useTranslation("watching");
  const words = { t, language: i18n.language };
  const all = {
    sync: syncTexts(video, words),
    sandbox: sandboxTexts(video, words),
    script: scriptTexts(video, words),
    models: Object.entries(video.models).map(([stage, model]) => `${stageName(stage, words)}: ${model}`),
    voice: voiceTexts(video, words),
    captions: video.captions_are_estimated ? [t("made.captionsEstimated")] : [],
    picture: pictureTexts(video, words),
    cost: costTexts(video, words),
    stages: Object.entries(video.stage_seconds).map(
      ([stage, seconds]) => `${stageName(stage, words)}: ${formatsOf(words.language).seconds(seconds)}`,
    ),
    finished: video.finished_at ? [formatsOf(words.language).moment(video.finished_at)] : [],
  };
  return Object.entries(all)
    .filter(([, texts]) => texts.length > 0)
    .map(([name, texts]) => ({ name: t(`made.names.${name}`), texts }));
}

/** A stage of a later version keeps its own name. */
function stageName(stage: string, { t }: Words): string {
  return t(`made.stage.${stage}`, { defaultValue: stage });
}

function syncTexts({ sync }: Video, { t, language }: Words): string[] {
  if (sync === null) return [];
  const offset = sync.max_offset_ms;
  const milliseconds = new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(
    Math.abs(offset ?? 0),
  );
  const missing = sync.missing_beats.length;
  return [
    offset === null ? t("made.syncUnknown") : t("made.sync", { milliseconds }),
    ...(missing > 0 ? [t("made.missing", { count: missing })] : []),
  ];
}

function sandboxTexts({ sandbox }: Video, { t }: Words): string[] {
  if (sandbox === null) return [];
  const missing = sandbox.missing.join(", ");
  return [missing === "" ? t(`made.sandbox.${sandbox.mode}`) : t("made.sandbox.without", { missing })];
}

function scriptTexts({ script }: Video, { t }: Words): string[] {
  if (script === null) return [];
  const rounds = Object.values(script.rounds).reduce((sum, each) => sum + each, script.preamble_rounds);
  return [
    rounds > 0 ? t("made.rounds", { count: rounds }) : t("made.noRounds"),
    ...script.rewrites.map(({ scene, reason }) => `${scene}: ${reason}`),
    ...(script.reviewed.length > 0 ? [t("made.reviewed", { scenes: script.reviewed.join(", ") })] : []),
    ...(script.dismissed.length > 0 ? [t("made.dismissed", { scenes: script.dismissed.join(", ") })] : []),
    ...script.layout.map(({ scene, sentence }) => `${scene}: ${sentence}`),
  ];
}

function voiceTexts({ voice }: Video, { t }: Words): string[] {
  if (voice === null) return [];
  return [t("made.voice", { voice: voice.asked, engines: voice.engines.join(", ") }), ...voice.falls];
}

function pictureTexts({ width, height, frame_rate: rate, seconds }: Video, { t }: Words): string[] {
  if (width === null || height === null || rate === null) return [];
  return [t("made.picture", { width, height, rate, length: positionText(seconds ?? 0) })];
}

/** Guests are not told what it cost. */
function costTexts({ cost_usd: cost }: Video, { language }: Words): string[] {
  if (cost === null) return [];
  return [new Intl.NumberFormat(language, { style: "currency", currency: "USD" }).format(cost)];
}
