/** The steps in order, each with what became of it. */

import type { Video } from "@podreel/client";
import { useTranslation } from "react-i18next";
import styles from "./Steps.module.css";
import { STEPS, stateOf, stepOf } from "./steps";

const SIGNS = { done: "✓", now: "●", later: "", skipped: "–", stopped: "✕" } as const;

export function Steps({ video }: { readonly video: Video }) {
  const { t } = useTranslation("making");
  return (
    <ol className={styles["steps"]} aria-label={t("steps")}>
      {STEPS.map((step) => {
        const state = stateOf(step, video);
        return (
          <li
            key={step}
            className={styles["step"]}
            data-state={state}
            {...(step === stepOf(video) ? { "aria-current": "step" as const } : {})}
          >
            <span className={styles["sign"]} aria-hidden>
              {SIGNS[state]}
            </span>
            <span>
              {t(`step.${step}`)} <small>{t(`state.${state}`)}</small>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
