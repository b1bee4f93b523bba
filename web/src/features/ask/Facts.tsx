/** What the service foretells of a request: what it becomes, its length, language and cost. */

import { Button, Group, Stack, Text } from "@mantine/core";
import type { Config, Estimate } from "@podreel/client";
import { useTranslation } from "react-i18next";
import style from "./ask.module.css";
import type { Asking } from "./useAsking";
import { spellLanguage, spellSeconds, spellUsd } from "./wording";

export function Facts({ asking, estimate }: { readonly asking: Asking; readonly estimate: Estimate }) {
  const { t, i18n } = useTranslation("ask");
  const { config, foresight } = asking;
  const model = config.choices.models.find(({ name }) => name === estimate.model)?.label ?? estimate.model;
  const kind = estimate.kind === "text" && !estimate.is_spoken_as_written ? "textRetold" : estimate.kind;
  const { cost_limit_usd: limit } = estimate;
  return (
    <Stack gap={4} opacity={foresight.isOld ? 0.6 : 1}>
      <Text size="sm" fw={600}>
        {t(`kind.${kind}`, { model })}
      </Text>
      <Figures config={config} estimate={estimate} />
      {kind === "textRetold" ? (
        <Group>
          <Button size="xs" variant="default" onClick={() => asking.write({ isSpokenAsWritten: true })}>
            {t("missing.speak")}
          </Button>
        </Group>
      ) : null}
      {estimate.may_reach_cost_limit ? (
        <Text size="sm">
          {t("costLimit", { limit: spellUsd(i18n.language, { low: limit, high: limit }) })}
        </Text>
      ) : null}
      {estimate.notes.map((note) => (
        <Text key={note} size="xs" c="dimmed" dir="auto">
          {note}
        </Text>
      ))}
    </Stack>
  );
}

function Figures({ config, estimate }: { readonly config: Config; readonly estimate: Estimate }) {
  const { t, i18n } = useTranslation("ask");
  const { seconds, cost_usd: cost } = estimate;
  const isRecognised = estimate.decided.includes("language");
  const figures = [
    seconds ? t("about", { value: spellSeconds(i18n.language, seconds) }) : estimate.seconds_note,
    t(isRecognised ? "recognised" : "spokenIn", {
      language: spellLanguage(i18n.language, estimate.language, config),
    }),
    estimate.voice,
    cost
      ? costOf(cost.high, t("free"), t("about", { value: spellUsd(i18n.language, cost) }))
      : estimate.cost_note,
  ];
  return (
    <Text component="ul" size="sm" c="dimmed" className={style["facts"] ?? ""}>
      {figures.map((figure) => (
        <li key={figure} dir="auto">
          {figure}
        </li>
      ))}
    </Text>
  );
}

function costOf(most: number, free: string, range: string): string {
  return most === 0 ? free : range;
}
