/** Times and costs of a video that is being made. */

import { Group, Text } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import type { Video } from "@podreel/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { costText, durationText, estimateText } from "./figures";

export function Figures({ video }: { readonly video: Video }) {
  const { t, i18n } = useTranslation("making");
  const { created_at: asked, remaining_seconds: left, cost_usd: cost } = video;
  return (
    <Group component="dl" gap="xl" m={0}>
      {asked === null ? null : (
        <Figure name={t("elapsed")}>
          <Elapsed since={asked} language={i18n.language} />
        </Figure>
      )}
      {left === null ? null : (
        <Figure name={t("remaining")}>{t("about", { time: estimateText(left, i18n.language) })}</Figure>
      )}
      {cost === null ? null : <Figure name={t("cost")}>{costText(cost, i18n.language)}</Figure>}
    </Group>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} style={{ fontVariantNumeric: "tabular-nums" }}>
        {children}
      </Text>
    </div>
  );
}

function Elapsed({ since, language }: { readonly since: string; readonly language: string }) {
  const [now, setNow] = useState(Date.now);
  useInterval(() => setNow(Date.now()), 1000, { autoInvoke: true });
  return durationText((now - Date.parse(since)) / 1000, language);
}
