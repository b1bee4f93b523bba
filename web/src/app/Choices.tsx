/** The reader's choices for the page: colours, language, and the way out. */

import { Button, Flex, NativeSelect, useDirection } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { podreel } from "@/shared/api/podreel";
import type { Session } from "@/shared/api/session";
import { choose, keepLanguage, LANGUAGES, type PageLanguage } from "@/shared/texts";
import { LOOKS, type Look, useLook } from "./look";

interface ChoicesProps {
  readonly session: Session | undefined;
  /** One below the other, with their names, in the menu of a narrow window. */
  readonly isStacked?: boolean;
}

export function Choices({ session, isStacked = false }: ChoicesProps) {
  const { t, i18n } = useTranslation("app");
  const [look, setLook] = useLook();
  const { setDirection } = useDirection();
  const cache = useQueryClient();
  const leaving = useMutation({
    mutationFn: () => podreel.api.DELETE("/api/v1/session"),
    onSettled: () => cache.resetQueries(),
  });
  async function speak(language: PageLanguage): Promise<void> {
    keepLanguage(language);
    await choose(i18n, language);
    setDirection(i18n.dir(language));
  }
  return (
    <Flex gap="xs" direction={isStacked ? "column" : "row"}>
      <NativeSelect
        size="xs"
        {...nameOf(t("look.label"), isStacked)}
        value={look}
        onChange={(event) => setLook(event.currentTarget.value as Look)}
        data={LOOKS.map((value) => ({ value, label: t(`look.${value}`) }))}
      />
      <NativeSelect
        size="xs"
        {...nameOf(t("language"), isStacked)}
        value={i18n.language}
        onChange={(event) => void speak(event.currentTarget.value as PageLanguage)}
        data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
      />
      {session !== undefined && !session.is_keyless ? (
        <Button size="xs" variant="default" onClick={() => leaving.mutate()}>
          {t("signOut")}
        </Button>
      ) : null}
    </Flex>
  );
}

/** Shown where there is room for it. */
function nameOf(name: string, isShown: boolean) {
  return isShown ? { label: name } : { "aria-label": name };
}
