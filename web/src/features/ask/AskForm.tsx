/** The form: what is typed or dropped, what it will become, what is chosen, and examples. */

import { Button, Group, Stack, Text } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import type { Config } from "@podreel/client";
import { useTranslation } from "react-i18next";
import { Problem } from "@/shared/ui/Problem";
import { ChoicesPanel } from "./ChoicesPanel";
import { Composer } from "./Composer";
import { modelOf } from "./choices";
import { Examples } from "./Examples";
import { Outlook } from "./Outlook";
import { Refusal } from "./Refusal";
import { useAgain } from "./useAgain";
import { type Asking, useAsking } from "./useAsking";

export function AskForm({ config }: { readonly config: Config }) {
  const asking = useAsking(config);
  const unfilled = useAgain(asking);
  const model = modelOf(asking.choices, config);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        asking.submit();
      }}
      onKeyDown={getHotkeyHandler([["mod+Enter", asking.submit]])}
    >
      <Stack gap="md">
        <Composer asking={asking} />
        {unfilled ? <Problem error={unfilled} /> : null}
        {asking.fileProblem ? <Problem error={asking.fileProblem} /> : null}
        <PutBack asking={asking} />
        {asking.refusal ? <Refusal asking={asking} problem={asking.refusal} /> : <Outlook asking={asking} />}
        <ChoicesPanel asking={asking} />
        <Examples isAnswered={model?.answers_questions === true && model.is_usable} onPick={asking.pick} />
      </Stack>
    </form>
  );
}

/** Nothing that was typed is lost to an example or a file. */
function PutBack({ asking: { replaced, putBack } }: { readonly asking: Asking }) {
  const { t } = useTranslation("ask");
  if (replaced === undefined) return null;
  return (
    <Group role="status" gap="xs">
      <Text size="sm" dir="auto">
        {t("replaced.told", { by: replaced.by })}
      </Text>
      <Button size="compact-sm" variant="default" onClick={putBack}>
        {t("replaced.undo")}
      </Button>
    </Group>
  );
}
