/** How code looks and is edited: Python, with line numbers as in the whole script. */

import { indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";

/** Each pair reads at 4.5 to 1 or better on the page's light and dark ground. */
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: "light-dark(#7a1fa2, #d9a5ff)" },
  { tag: [tags.string, tags.special(tags.string)], color: "light-dark(#1b6e20, #9ad8a0)" },
  { tag: [tags.number, tags.bool, tags.null], color: "light-dark(#9a4a00, #f5b977)" },
  { tag: [tags.comment, tags.docComment], color: "light-dark(#545b66, #a5adba)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.className], color: "light-dark(#0b57a4, #8cc4ff)" },
  { tag: tags.invalid, textDecoration: "underline" },
]);

const THEME = EditorView.theme({
  "&": {
    maxHeight: "70vh",
    fontSize: "var(--mantine-font-size-sm)",
    border: "1px solid var(--mantine-color-default-border)",
    borderRadius: "var(--mantine-radius-sm)",
    color: "var(--mantine-color-text)",
  },
  "&.cm-focused": { outline: "3px solid var(--mantine-color-anchor)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", overflow: "auto" },
  ".cm-content": { caretColor: "var(--mantine-color-text)" },
  ".cm-cursor": { borderLeftColor: "var(--mantine-color-text)" },
  ".cm-gutters": {
    background: "var(--mantine-color-default)",
    color: "var(--mantine-color-dimmed)",
    borderRight: "1px solid var(--mantine-color-default-border)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { background: "light-dark(#0b57a411, #8cc4ff18)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
    background: "light-dark(#9cc7f5, #234a73) !important",
  },
  ".cm-panels, .cm-tooltip": {
    background: "var(--mantine-color-body)",
    color: "var(--mantine-color-text)",
    borderColor: "var(--mantine-color-default-border)",
  },
  ".cm-textfield, .cm-button": {
    background: "var(--mantine-color-default)",
    color: "var(--mantine-color-text)",
    border: "1px solid var(--mantine-color-default-border)",
  },
});

export interface CodeNames {
  readonly label: string;
  readonly hintId: string;
  /** The editor's own words, from English. */
  readonly phrases: Readonly<Record<string, string>>;
}

export function codeExtensions({ label, hintId, phrases }: CodeNames): Extension {
  return [
    basicSetup,
    keymap.of([indentWithTab]),
    python(),
    indentUnit.of("    "),
    syntaxHighlighting(COLOURS),
    lintGutter(),
    THEME,
    EditorState.phrases.of({ ...phrases }),
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-describedby": hintId,
      dir: "ltr",
      tabindex: "0",
    }),
  ];
}

export const numberedFrom = (first: number): Extension =>
  lineNumbers({ formatNumber: (line) => String(line + first - 1) });

export const readOnlyIf = (isReadOnly: boolean): Extension => [
  EditorState.readOnly.of(isReadOnly),
  EditorView.editable.of(!isReadOnly),
];
