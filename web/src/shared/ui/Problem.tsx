/** What went wrong, and the way on. */

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { ProblemError } from "@podreel/client";
import { useTranslation } from "react-i18next";

interface ProblemProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

export function Problem({ error, onRetry }: ProblemProps) {
  const { t } = useTranslation("app");
  const problem = error instanceof ProblemError ? error : undefined;
  return (
    <Alert color="red" role="alert" title={problem?.sentence ?? t("broken.title")}>
      <Stack gap="xs">
        <Text size="sm">{problem?.nextStep ?? t("broken.sentence")}</Text>
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
