/** Python in colours. Its text is shown, never run, whatever it says. */

import { classHighlighter, highlightCode } from "@lezer/highlight";
import { parser } from "@lezer/python";

export function PythonLines({ code }: { readonly code: string }) {
  const parts: React.ReactNode[] = [];
  highlightCode(
    code,
    parser.parse(code),
    classHighlighter,
    (text, classes) =>
      parts.push(
        classes === "" ? (
          text
        ) : (
          <span key={parts.length} className={classes}>
            {text}
          </span>
        ),
      ),
    () => parts.push("\n"),
  );
  return parts;
}
