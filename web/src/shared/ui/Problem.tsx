/** What went wrong, and the way on. */

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { ProblemError } from "@podreel/client";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

interface ProblemProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** Next steps that name calls, headers and commands; the page has its own for these. */
const FOR_PROGRAMS = /`(GET|POST|DELETE|Authorization|podreel)\b/;

export function Problem({ error, onRetry }: ProblemProps) {
  const { t, i18n } = useTranslation("app");
  const problem = error instanceof ProblemError ? error : undefined;
  const hasOwn = problem && FOR_PROGRAMS.test(problem.nextStep) && i18n.exists(`app:next.${problem.code}`);
  const nextStep = hasOwn ? t(`next.${problem.code}`) : problem?.nextStep;
  return (
    <Alert color="red" role="alert" title={<span dir="auto">{problem?.sentence ?? t("broken.title")}</span>}>
      <Stack gap="xs">
        <Text size="sm" dir="auto">
          {nextStep ?? t("broken.sentence")}
        </Text>
        {problem?.retryAfterSeconds ? <RetryTime problem={problem} /> : null}
        {problem?.requestId ? (
          <Text size="xs" c="dimmed">
            {t("requestId", { id: problem.requestId })}
          </Text>
        ) : null}
        {onRetry ? (
          <Group>
            <Button size="xs" variant="light" color="red" onClick={onRetry}>
              {t("tryAgain")}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Alert>
  );
}

/** When it is worth trying again, by the clock: a count-down would be read out every second. */
function RetryTime({ problem }: { readonly problem: ProblemError }) {
  const { t, i18n } = useTranslation("app");
  const time = useMemo(() => {
    const at = new Date(Date.now() + (problem.retryAfterSeconds ?? 0) * 1000);
    return at.toLocaleTimeString(i18n.language);
  }, [problem, i18n.language]);
  return <Text size="sm">{t("retryAt", { time })}</Text>;
}
