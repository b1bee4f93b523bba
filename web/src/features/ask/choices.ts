/** What the reader chose for videos: remembered, and fitted to what the service offers now. */

import { useLocalStorage } from "@mantine/hooks";
import type { Config, Language, Wishes } from "@podreel/client";
import { useMemo } from "react";

const NAMED = ["model", "voice", "quality", "language", "aspect", "theme"] as const;
type Named = (typeof NAMED)[number];

export type SpokenLanguage = NonNullable<Language>;

/** Only what differs from the service's defaults, so that a better default reaches everybody else. */
export type Choices = Pick<Wishes, Named | "minutes">;

/** The names that a field may have here. `custom` needs sizes, which this page does not ask for. */
export function offered(field: Named, { choices }: Config): readonly string[] {
  const lists = {
    model: choices.models,
    voice: choices.voices,
    quality: choices.qualities.filter((quality) => quality.frame_rate !== null),
    language: choices.languages,
    aspect: choices.aspects,
    theme: choices.themes,
  };
  return lists[field].map(({ name }) => name);
}

/** The choices among these that can be made here; what was kept by an earlier version may be anything. */
export function fitted(kept: unknown, config: Config): Choices {
  if (typeof kept !== "object" || kept === null) return {};
  const { defaults, limits } = config;
  const usual: Record<string, unknown> = defaults;
  const found = Object.entries(kept).filter(([field, value]) => {
    if (value === usual[field]) return false;
    if (field === "minutes") return value >= limits.minutes_min && value <= limits.minutes_max;
    return isNamed(field) && offered(field, config).includes(value);
  });
  return Object.fromEntries(found) as Choices;
}

function isNamed(field: string): field is Named {
  return NAMED.some((name) => name === field);
}

/** The choices, how to change some of them, and all at once; they are there again at the next visit. */
export function useChoices(config: Config): readonly [Choices, (changes: Choices) => void, () => void] {
  const [kept, keep, forget] = useLocalStorage<unknown>({
    key: "podreel.choices",
    defaultValue: {},
    getInitialValueInEffect: false,
    sync: false, // another tab's choice must not change what is about to be sent from this one
  });
  const choices = useMemo(() => fitted(kept, config), [kept, config]);
  return [choices, (changes) => keep(fitted({ ...choices, ...changes }, config)), forget];
}

/** The model that will be asked, as the service describes it. */
export function modelOf(choices: Choices, config: Config): Config["choices"]["models"][number] | undefined {
  const name = choices.model ?? config.defaults.model;
  return config.choices.models.find((model) => model.name === name);
}
