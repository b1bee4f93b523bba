/** All texts of the page, by language and room: `texts/en/ask.json` has those of `t("ask:…")`. */

import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";

type Catalogue = Record<string, Record<string, unknown>>;

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type PageLanguage = keyof typeof LANGUAGES;
const KEPT = "podreel.language";

const english = import.meta.glob<Record<string, unknown>>("../texts/en/*.json", {
  eager: true,
  import: "default",
});
const others: Record<Exclude<PageLanguage, "en">, () => Promise<Catalogue>> = {
  de: async () => (await import("../texts/de")).default,
};

/** Texts in the reader's language: the one chosen before, else the browser's, else English. */
export async function openTexts(wanted: string = preferred()): Promise<i18n> {
  const texts = createInstance();
  await texts.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: byRoom(english) },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  await choose(texts, isKnown(wanted) ? wanted : "en");
  return texts;
}

/** Shows the page in this language from now on. */
export async function choose(texts: i18n, language: PageLanguage): Promise<void> {
  if (language !== "en" && !texts.hasResourceBundle(language, "app")) {
    for (const [room, own] of Object.entries(await others[language]()))
      texts.addResourceBundle(language, room, own);
  }
  await texts.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = texts.dir(language);
}

/** Keeps the choice for the next visit. */
export function keepLanguage(language: PageLanguage): void {
  localStorage.setItem(KEPT, language);
}

function preferred(): string {
  return (
    localStorage.getItem(KEPT) ?? navigator.languages.map((each) => each.slice(0, 2)).find(isKnown) ?? "en"
  );
}

function isKnown(language: string): language is PageLanguage {
  return language in LANGUAGES;
}

/** `../texts/en/ask.json` is the room `ask`. */
export function byRoom(files: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ""), texts]),
  );
}
