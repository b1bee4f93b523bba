/** A script to read, with line numbers and colours; the code that finds the colours is loaded when there is a script. */

import { lazy, memo, Suspense } from "react";
import styles from "./CodeView.module.css";

interface CodeViewProps {
  readonly code: string;
  /** What a screen reader calls it. */
  readonly label: string;
  /** The number of its first line in the whole script. */
  readonly firstLine?: number | null;
}

const PythonLines = lazy(async () => ({ default: (await import("./PythonLines")).PythonLines }));

export const CodeView = memo(function CodeView({ code, label, firstLine }: CodeViewProps) {
  const lines = code.replace(/\n$/, "").split("\n");
  const first = firstLine ?? 1;
  const numbers = lines.map((_, index) => first + index).join("\n");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is too long or wide is scrolled by keys
    <section className={styles["view"]} aria-label={label} tabIndex={0} dir="ltr">
      <pre className={styles["numbers"]} aria-hidden>
        {numbers}
      </pre>
      <pre className={styles["code"]}>
        <code>
          <Suspense fallback={code}>
            <PythonLines code={code} />
          </Suspense>
        </code>
      </pre>
    </section>
  );
});
