/** What is missing for a request, and the ways on. */

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { modelOf } from "./choices";
import type { Asking } from "./useAsking";

interface MissingProps {
  readonly asking: Asking;
  readonly sentence: string;
  readonly nextStep: string;
  /** `alert` for the answer to a click. */
  readonly role?: "alert" | "presentation";
}

export function Missing({ asking, sentence, nextStep, role = "presentation" }: MissingProps) {
  const { t } = useTranslation("ask");
  const { config, choices, draft, choose, write } = asking;
  const asked = modelOf(choices, config);
  const best = modelOf({}, config);
  const canSpeakText = asked?.answers_questions === false && draft.file === null && !draft.isSpokenAsWritten;
  return (
    <Alert color="yellow" role={role}>
      <Stack gap="xs">
        <Text size="sm" dir="auto">
          {sentence}
        </Text>
        <Text size="sm" fw={600} dir="auto">
          {nextStep}
        </Text>
        <Group gap="xs">
          {best && best !== asked ? (
            <Button size="xs" variant="default" onClick={() => choose({ model: best.name })}>
              {t("missing.use", { model: best.label })}
            </Button>
          ) : null}
          {canSpeakText ? (
            <Button size="xs" variant="default" onClick={() => write({ isSpokenAsWritten: true })}>
              {t("missing.speak")}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Alert>
  );
}
