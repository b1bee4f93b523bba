/** Why the changes could not be sent, and the ways on; they are kept in any case. */

import { Button, Group, List, Stack, Text } from "@mantine/core";
import { ProblemError } from "@podreel/client";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/shared/api/session";
import { Problem } from "@/shared/ui/Problem";
import { Notice } from "./Notice";
import { Overtaken } from "./useSubmit";

interface SubmitProblemProps {
  readonly error: unknown;
  readonly retry: () => void;
  /** Makes the video on its own, if the one that it comes from can't be used. */
  readonly makeAlone: () => void;
}

export function SubmitProblem({ error, retry, makeAlone }: SubmitProblemProps) {
  const { t } = useTranslation("mending");
  const cache = useQueryClient();
  if (error === null) return null;
  if (error instanceof Overtaken) return <Notice color="yellow" role="alert" title={t("newer.halted")} />;
  const problem = error instanceof ProblemError ? error : undefined;
  const status = problem?.status ?? 0;
  const isOriginGone =
    [404, 410].includes(status) || problem?.errors.some(({ field }) => field === "edited_from") === true;
  return (
    <Stack gap="xs">
      <Problem error={error} onRetry={status === 422 || status === 413 ? undefined : retry} />
      {problem === undefined || problem.errors.length === 0 ? null : (
        <List size="sm">
          {problem.errors.map(({ field, detail }) => (
            <List.Item key={field + detail}>
              <b>{field}</b>: <span dir="auto">{detail}</span>
            </List.Item>
          ))}
        </List>
      )}
      {problem?.retryAfterSeconds === undefined ? null : (
        <Text size="sm">{t("problem.after", { count: Math.ceil(problem.retryAfterSeconds) })}</Text>
      )}
      <Text size="sm">{t("problem.kept")}</Text>
      <Group>
        {status === 401 ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void cache.resetQueries({ queryKey: sessionQuery.queryKey })}
          >
            {t("problem.signIn")}
          </Button>
        ) : null}
        {isOriginGone ? (
          <Button size="compact-sm" variant="default" onClick={makeAlone}>
            {t("problem.alone")}
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}
