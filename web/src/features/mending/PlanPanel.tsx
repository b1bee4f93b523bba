/** Says what will be made, before the click, and sends it. */

import { Alert, Button, Card, List, Stack, Text, Title } from "@mantine/core";
import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { ChoiceFields } from "./ChoiceFields";
import type { Plan } from "./plan";
import { type OtherChoices, writerOf } from "./wishes";

interface PlanPanelProps {
  readonly video: Video;
  readonly plan: Plan;
  readonly choices: OtherChoices;
  readonly choose: (choices: OtherChoices) => void;
  /** Why it can't be sent as it is. */
  readonly hindrance: string | undefined;
  /** What speaks against it. */
  readonly doubt: string | undefined;
  readonly isSending: boolean;
  readonly make: () => void;
}

export function PlanPanel(props: PlanPanelProps) {
  const { video, plan, choices, choose, hindrance, doubt, isSending, make } = props;
  const { t } = useTranslation("mending");
  return (
    <Card component="section" withBorder aria-labelledby="plan" padding="md">
      <Stack gap="sm">
        <Title order={2} size="h4" id="plan">
          {t("plan.title")}
        </Title>
        <div role="status">
          <PlanLines plan={plan} model={writerOf(video)} />
        </div>
        {doubt === undefined ? null : (
          <Alert color="yellow" p="xs">
            {doubt}
          </Alert>
        )}
        {hindrance === undefined ? null : (
          <Text size="sm" id="hindrance">
            {hindrance}
          </Text>
        )}
        <Button
          onClick={make}
          loading={isSending}
          disabled={plan.mode === "nothing" || hindrance !== undefined}
          aria-describedby={hindrance === undefined ? "plan" : "hindrance"}
        >
          {t("plan.make")}
        </Button>
        <details>
          <Text component="summary" size="sm" style={{ cursor: "pointer" }}>
            {t("choices.title")}
          </Text>
          <ChoiceFields video={video} choices={choices} choose={choose} />
        </details>
      </Stack>
    </Card>
  );
}

function PlanLines({ plan, model }: { readonly plan: Plan; readonly model: string | undefined }) {
  const { t } = useTranslation("mending");
  const { mode, spoken, sentences, rendered, sections, doubt, redrawn } = plan;
  if (mode === "nothing") return <Text size="sm">{t("plan.nothing")}</Text>;
  const isNothingReused = rendered >= sections && spoken >= sentences && doubt === undefined;
  const lines = [
    doubt === "narration" ? t("plan.narration") : t("plan.spoken", { count: spoken }),
    doubt === undefined
      ? t("plan.rendered", { count: rendered, sections })
      : `${t("plan.atMost", { count: rendered, sections })} ${t(`plan.why.${doubt}`)}`,
    t(isNothingReused ? "plan.newVideo" : "plan.reused"),
  ];
  const redrawnBy = model === undefined ? "plan.redrawnSimply" : "plan.redrawnBy";
  if (redrawn > 0) lines.splice(2, 0, t(redrawnBy, { count: redrawn, model }));
  return (
    <List size="sm" spacing={4}>
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  );
}
