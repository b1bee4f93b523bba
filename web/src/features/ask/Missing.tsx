/** What is missing for a request, and the ways on. */

import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import style from "./ask.module.css";
import { modelOf } from "./choices";
import type { Asking } from "./useAsking";

interface MissingProps {
  readonly asking: Asking;
  readonly sentence: string;
  readonly nextStep: string;
  /** `alert` for the answer to a click. */
  readonly role?: "alert";
}

export function Missing({ asking, sentence, nextStep, role }: MissingProps) {
  const model = modelOf(asking.choices, asking.config);
  return (
    <Stack gap="xs" className={style["missing"] ?? ""} {...(role ? { role } : {})}>
      {model?.answers_questions === false ? (
        <Unanswerable asking={asking} />
      ) : (
        <Text size="sm" fw={600} dir="auto">
          {sentence}
        </Text>
      )}
      <Ways asking={asking} />
      <Text size="xs" c="dimmed" dir="auto">
        {nextStep}
      </Text>
    </Stack>
  );
}

/** The service's sentence lists all its lessons; here they can be clicked. */
function Unanswerable({ asking: { config } }: { readonly asking: Asking }) {
  const { t } = useTranslation("ask");
  const { text_sentences: sentences, text_words: words } = config.limits;
  return (
    <>
      <Text size="sm" fw={600}>
        {t("missing.answer")}
      </Text>
      <Text size="sm">{t("missing.instead", { sentences, words })}</Text>
    </>
  );
}

function Ways({ asking }: { readonly asking: Asking }) {
  const { t } = useTranslation("ask");
  const { config, choices, draft, choose, write } = asking;
  const asked = modelOf(choices, config);
  const best = modelOf({}, config);
  const canSpeakText = asked?.answers_questions === false && draft.file === null && !draft.isSpokenAsWritten;
  const canUseBest = best !== undefined && best !== asked;
  if (!canUseBest && !canSpeakText) return null;
  return (
    <Group gap="xs">
      {canUseBest ? (
        <Button size="xs" variant="default" onClick={() => choose({ model: best.name })}>
          {t("missing.use", { model: best.answers_questions ? best.label : t("choices.noModel") })}
        </Button>
      ) : null}
      {canSpeakText ? (
        <Button size="xs" variant="default" onClick={() => write({ isSpokenAsWritten: true })}>
          {t("missing.speak")}
        </Button>
      ) : null}
    </Group>
  );
}
