/** Numbers and names in the reader's language. */

import type { Config, Estimate } from "@podreel/client";
import type { TFunction } from "i18next";

type Range = NonNullable<Estimate["cost_usd"]>;

export function spellUsd(language: string, { low, high }: Range): string {
  return new Intl.NumberFormat(language, { style: "currency", currency: "USD" }).formatRange(low, high);
}

/** A length in minutes, or in seconds if it is shorter than one. */
export function spellSeconds(language: string, { low, high }: NonNullable<Estimate["seconds"]>): string {
  if (high < 60) return unit(language, "second", 0).formatRange(low, high);
  return unit(language, "minute", 1).formatRange(low / 60, high / 60);
}

export function spellMinutes(language: string, minutes: number): string {
  return unit(language, "minute", 1).format(minutes);
}

function unit(language: string, name: "minute" | "second", digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { style: "unit", unit: name, maximumFractionDigits: digits });
}

export function spellNumber(language: string, value: number): string {
  return value.toLocaleString(language);
}

/** A spoken language's name, as the reader calls it. */
export function spellLanguage(language: string, code: string, config: Config): string {
  const own = config.choices.languages.find(({ name }) => name === code)?.label ?? code;
  return new Intl.DisplayNames(language, { type: "language", fallback: "none" }).of(code) ?? own;
}

/** A choice in the page's words; one that a later service adds keeps the service's own. */
export function spellChoice(
  t: TFunction<"ask">,
  field: "quality" | "aspect" | "theme",
  name: string,
  config: Config,
): string {
  const { qualities, aspects, themes } = config.choices;
  const choices = { quality: qualities, aspect: aspects, theme: themes }[field];
  const defaultValue = choices.find((choice) => choice.name === name)?.label ?? name;
  // The colon of 16:9 is part of the name.
  return t(`${field}.${name}`, { defaultValue, nsSeparator: false });
}
