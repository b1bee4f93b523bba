/** What the service offers in a test: without a vendor's keys, as on a fresh machine. */

import type { Config, components } from "@podreel/client";

type Schemas = components["schemas"];

/** The model that needs no vendor. */
export function aModel(changes: Partial<Schemas["ModelChoice"]> = {}): Schemas["ModelChoice"] {
  return {
    answers_questions: false,
    is_usable: true,
    label: "Offline",
    link: "offline",
    links: ["offline"],
    name: "offline",
    next_step: "",
    price: null,
    reason: "",
    video_usd: null,
    ...changes,
  };
}

/** A vendor's model, which cannot be used without its key. */
export function aVendorsModel(changes: Partial<Schemas["ModelChoice"]> = {}): Schemas["ModelChoice"] {
  return aModel({
    answers_questions: true,
    is_usable: false,
    label: "Claude 4 Sonnet",
    link: "anthropic:claude-sonnet-5-5",
    links: ["anthropic:claude-sonnet-5-5"],
    name: "claude-4-sonnet",
    next_step: "Set ANTHROPIC_API_KEY.",
    price: { cached_input_usd: 0.1, input_usd: 2, output_usd: 10 },
    reason: "The model 'claude-4-sonnet' needs ANTHROPIC_API_KEY, which is not set here.",
    video_usd: { low: 0.1, high: 0.9 },
    ...changes,
  });
}

export function aVoice(name = "Joanna", gender: Schemas["Gender"] = "female"): Schemas["VoiceChoice"] {
  return {
    engines: [{ is_configured: true, name: "festival:slt", next_step: "" }],
    gender,
    label: `${name} (${gender})`,
    languages: { de: `espeak:${gender}`, en: "festival:slt" },
    name,
  };
}

const named = (choices: Readonly<Record<string, string>>): Schemas["Choice"][] =>
  Object.entries(choices).map(([name, label]) => ({ name, label }));

function aQuality(name: string, label: string, height: number): Schemas["QualityChoice"] {
  return {
    name,
    label,
    frame_rate: name === "draft" ? 15 : 30,
    sizes: { "16:9": { width: Math.round((height * 16) / 9), height } },
  };
}

export function someChoices(changes: Partial<Schemas["ChoicesAnswer"]> = {}): Schemas["ChoicesAnswer"] {
  return {
    aspects: named({ "16:9": "Landscape, 16:9", "9:16": "Portrait, 9:16", "1:1": "Square, 1:1" }),
    languages: [
      { name: "en", label: "English", english_label: "English" },
      { name: "de", label: "Deutsch", english_label: "German" },
      { name: "ar", label: "العربية", english_label: "Arabic" },
    ],
    models: [aModel(), aVendorsModel()],
    narrations: named({ initial: "As first explained", corrected: "Corrected", refined: "As refined" }),
    qualities: [aQuality("draft", "Draft", 480), aQuality("standard", "Standard", 720)],
    themes: named({ dark: "Dark", light: "Light", "high-contrast": "High contrast" }),
    voices: [aVoice(), aVoice("Matthew", "male")],
    ...changes,
  };
}

export function aConfig(changes: Partial<Config> = {}): Config {
  return {
    models: ["offline", "claude-4-sonnet"],
    voices: ["Joanna", "Matthew"],
    choices: someChoices(),
    defaults: {
      as_text: false,
      aspect: "16:9",
      minutes: 2,
      model: "offline",
      narration: "initial",
      priority: 5,
      quality: "standard",
      strict: false,
      theme: "dark",
      voice: "Joanna",
    },
    limits: {
      cost_limit_usd: 5,
      custom: {
        frame_rate_max: 60,
        frame_rate_min: 10,
        height_max: 3840,
        height_min: 128,
        width_max: 3840,
        width_min: 128,
      },
      explanation_max_characters: 40_000,
      max_concurrent_videos: 2,
      minutes_max: 30,
      minutes_min: 0.5,
      open_videos: 100,
      priority_max: 9,
      priority_min: 0,
      prompt_max_characters: 10_000,
      prompt_min_characters: 10,
      requests_per_minute: 600,
      script_max_characters: 400_000,
      streams: 100,
      text_sentences: 3,
      text_words: 40,
      video_retention_days: 7,
    },
    ...changes,
  };
}
