/** The sign-in: exchanges a key for a session, after which the page that was wanted is shown. */

import { Button, Code, Paper, PasswordInput, Stack, Text } from "@mantine/core";
import { ProblemError } from "@podreel/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { podreel } from "@/shared/api/podreel";
import { PageTitle } from "@/shared/ui/PageTitle";
import { Problem } from "@/shared/ui/Problem";

export function SignIn() {
  const { t } = useTranslation("session");
  const [key, setKey] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const signingIn = useSigningIn();
  const { error } = signingIn;
  const isWrong = error instanceof ProblemError && error.status === 401;
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (isWrong) field.current?.select();
  }, [isWrong]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    setEmpty(key.trim() === "");
    if (key.trim() === "") field.current?.focus();
    else if (!signingIn.isPending) signingIn.mutate(key.trim());
  }
  return (
    <Paper component="section" withBorder radius="lg" p="xl" maw={460} mx="auto" mt="6vh">
      <form noValidate onSubmit={submit}>
        <Stack>
          <PageTitle>{t("title")}</PageTitle>
          <Text c="dimmed">{t("sentence")}</Text>
          <PasswordInput
            ref={field}
            label={t("key")}
            autoComplete="current-password"
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            error={isEmpty ? t("empty") : isWrong ? `${error.sentence} ${t("wrong")}` : undefined}
            errorProps={{ role: "alert" }}
            visibilityToggleButtonProps={{ "aria-label": t("show") }}
          />
          {error && !isWrong ? <Problem error={error} /> : null}
          <Button type="submit" loading={signingIn.isPending}>
            {t("submit")}
          </Button>
          <Text size="sm" c="dimmed">
            <Trans t={t} i18nKey="whence" components={{ command: <Code /> }} />
          </Text>
        </Stack>
      </form>
    </Paper>
  );
}

function useSigningIn() {
  const cache = useQueryClient();
  return useMutation<unknown, Error, string>({
    mutationFn: (key) => podreel.api.POST("/api/v1/session", { body: { key } }),
    // Everything that was refused before, the session first, is asked for again.
    onSuccess: () => cache.resetQueries(),
  });
}
