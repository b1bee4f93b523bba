/** Says before the click what a request will become, or what is missing for it. */

import { Stack, Text } from "@mantine/core";
import type { Config, ProblemError } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { Problem } from "@/shared/ui/Problem";
import { modelOf } from "./choices";
import { Facts } from "./Facts";
import { isToldByFields } from "./faults";
import { Missing } from "./Missing";
import type { Asking } from "./useAsking";
import { spellUsd } from "./wording";

export function Outlook({ asking }: { readonly asking: Asking }) {
  return (
    <Stack role="status" gap={4} mih={52}>
      <Foretold asking={asking} />
    </Stack>
  );
}

function Foretold({ asking }: { readonly asking: Asking }) {
  const { config, choices, foresight, isComplete } = asking;
  const model = modelOf(choices, config);
  if (model?.is_usable === false) {
    return <Missing asking={asking} sentence={model.reason} nextStep={model.next_step} />;
  }
  const { estimate, problem, error } = foresight;
  if (!isComplete) return <Beforehand asking={asking} />;
  if (problem) return <Trouble asking={asking} problem={problem} />;
  if (estimate) return <Facts asking={asking} estimate={estimate} />;
  return error ? <Problem error={error} onRetry={foresight.refetch} /> : <Beforehand asking={asking} />;
}

function Trouble({ asking, problem }: { readonly asking: Asking; readonly problem: ProblemError }) {
  if (isToldByFields(problem)) return null;
  return <Missing asking={asking} sentence={problem.sentence} nextStep={problem.nextStep} />;
}

/** What any question or text would become, while the box has none yet. */
function Beforehand({ asking: { config, choices } }: { readonly asking: Asking }) {
  const { t, i18n } = useTranslation("ask");
  const model = modelOf(choices, config);
  if (model === undefined || !model.answers_questions) return <WithoutModel config={config} />;
  const cost = model.video_usd ? t("before.cost", { range: spellUsd(i18n.language, model.video_usd) }) : "";
  return (
    <Text size="sm" c="dimmed">
      {t("before.model", { model: model.label })} {cost}
    </Text>
  );
}

function WithoutModel({ config }: { readonly config: Config }) {
  const { t } = useTranslation("ask");
  const { text_sentences: sentences, text_words: words } = config.limits;
  const wanting = config.choices.models.find((model) => model.answers_questions && !model.is_usable);
  const isOnly = !config.choices.models.some((model) => model.answers_questions && model.is_usable);
  return (
    <>
      <Text size="sm" c="dimmed">
        {isOnly ? t("before.none") : null} {t("before.offline", { sentences, words })}
      </Text>
      {isOnly && wanting ? (
        <Text size="xs" c="dimmed">
          {t("before.way")} <span dir="auto">{wanting.reason}</span>
        </Text>
      ) : null}
    </>
  );
}
