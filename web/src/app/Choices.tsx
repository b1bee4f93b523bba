/** The reader's choices for the page: colours, language, and the way out. */

import { Button, Group, NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { podreel } from "@/shared/api/podreel";
import type { Session } from "@/shared/api/session";
import { choose, keepLanguage, LANGUAGES, type PageLanguage } from "@/shared/texts";
import { LOOKS, type Look, useLook } from "./look";

export function Choices({ session }: { readonly session: Session | undefined }) {
  const { t, i18n } = useTranslation("app");
  const [look, setLook] = useLook();
  const cache = useQueryClient();
  const leaving = useMutation({
    mutationFn: () => podreel.api.DELETE("/api/v1/session"),
    onSettled: () => cache.resetQueries(),
  });
  async function speak(language: PageLanguage): Promise<void> {
    keepLanguage(language);
    await choose(i18n, language);
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <NativeSelect
        size="xs"
        aria-label={t("look.label")}
        value={look}
        onChange={(event) => setLook(event.currentTarget.value as Look)}
        data={LOOKS.map((value) => ({ value, label: t(`look.${value}`) }))}
      />
      <NativeSelect
        size="xs"
        aria-label={t("language")}
        value={i18n.language}
        onChange={(event) => void speak(event.currentTarget.value as PageLanguage)}
        data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
      />
      {session !== undefined && !session.is_keyless ? (
        <Button size="xs" variant="default" onClick={() => leaving.mutate()}>
          {t("signOut")}
        </Button>
      ) : null}
    </Group>
  );
}
