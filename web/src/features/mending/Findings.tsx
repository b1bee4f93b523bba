/** What the check found, as a list with ways to the lines. */

import { Anchor, Button, Group, List, Stack, Text, Title } from "@mantine/core";
import { ProblemError } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { Notice } from "./Notice";
import type { Placed } from "./pieces";
import type { Check } from "./useCheck";

interface FindingsProps {
  readonly check: Check;
  readonly goTo: (place: Placed) => void;
}

export function Findings({ check, goTo }: FindingsProps) {
  const { t } = useTranslation("mending");
  const { found, error } = check;
  return (
    <Stack component="section" gap="xs" aria-labelledby="findings">
      <Title order={2} size="h4" id="findings">
        {t("findings.title")}
      </Title>
      <Text role="status" size="sm">
        {found === undefined
          ? error
            ? ""
            : t("findings.checking")
          : t("findings.count", { count: found.length })}
      </Text>
      {error ? <NotChecked error={error} retry={check.retry} /> : null}
      <List size="sm" spacing={4}>
        {found?.map((place) => (
          <List.Item key={`${place.finding.line}.${place.finding.column}.${place.finding.message}`}>
            <Anchor component="button" type="button" size="sm" ta="start" onClick={() => goTo(place)}>
              {t("findings.line", { line: place.finding.line })}
            </Anchor>{" "}
            <b>{t(`findings.${place.finding.severity}`)}</b> <span dir="auto">{place.finding.message}</span>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

function NotChecked({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { t } = useTranslation("mending");
  return (
    <Notice color="yellow" title={t("findings.notChecked")}>
      <Group>
        <Text size="sm">{error instanceof ProblemError ? error.message : null}</Text>
        <Button size="compact-sm" variant="default" onClick={retry}>
          {t("findings.checkAgain")}
        </Button>
      </Group>
    </Notice>
  );
}
