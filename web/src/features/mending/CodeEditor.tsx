/** A CodeMirror editor of one piece of the script. */

import { setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { codeExtensions, numberedFrom, readOnlyIf } from "./codeExtensions";
import type { Placed } from "./pieces";

/** A place to go to; another object goes there once more. */
export interface Target {
  readonly key: string;
  readonly from: number;
}

interface CodeEditorProps {
  readonly code: string;
  readonly firstLine: number;
  readonly label: string;
  readonly hintId: string;
  readonly isReadOnly: boolean;
  readonly found: readonly Placed[] | undefined;
  readonly target: Target | undefined;
  readonly write: (code: string) => void;
}

export function CodeEditor(props: CodeEditorProps) {
  const { code, firstLine, isReadOnly, found, target } = props;
  const place = useRef<HTMLDivElement>(null);
  const opened = useOpened(place, props);
  useEffect(() => {
    const view = opened.current?.view;
    if (view === undefined || view.state.doc.toString() === code) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code } });
  }, [code, opened]);
  useEffect(() => {
    opened.current?.renumber(firstLine);
  }, [firstLine, opened]);
  useEffect(() => {
    opened.current?.lock(isReadOnly);
  }, [isReadOnly, opened]);
  useEffect(() => {
    const view = opened.current?.view;
    if (view !== undefined && found !== undefined) showFindings(view, found);
  }, [found, opened]);
  useEffect(() => {
    const view = opened.current?.view;
    if (view === undefined || target === undefined) return;
    const anchor = Math.min(target.from, view.state.doc.length);
    view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    view.focus();
  }, [target, opened]);
  return <div ref={place} />;
}

interface Opened {
  readonly view: EditorView;
  readonly renumber: (firstLine: number) => void;
  readonly lock: (isReadOnly: boolean) => void;
}

/** Opens the editor once; what changes later is told to it. */
function useOpened(place: React.RefObject<HTMLDivElement | null>, props: CodeEditorProps) {
  const { t } = useTranslation("mending");
  const opened = useRef<Opened>(undefined);
  const wrote = useEffectEvent(props.write);
  const open = useEffectEvent((parent: HTMLElement): Opened => {
    const [numbers, locked] = [new Compartment(), new Compartment()];
    const phrases = t("editor.phrases", { returnObjects: true }) as Record<string, string>;
    const state = EditorState.create({
      doc: props.code,
      extensions: [
        numbers.of(numberedFrom(props.firstLine)),
        locked.of(readOnlyIf(props.isReadOnly)),
        codeExtensions({ label: props.label, hintId: props.hintId, phrases }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) wrote(update.state.doc.toString());
        }),
      ],
    });
    const view = new EditorView({ state, parent });
    return {
      view,
      renumber: (first) => view.dispatch({ effects: numbers.reconfigure(numberedFrom(first)) }),
      lock: (isReadOnly) => view.dispatch({ effects: locked.reconfigure(readOnlyIf(isReadOnly)) }),
    };
  });
  useEffect(() => {
    if (place.current === null) return;
    const editor = open(place.current);
    opened.current = editor;
    return () => editor.view.destroy();
  }, [place]);
  return opened;
}

function showFindings(view: EditorView, found: readonly Placed[]): void {
  const last = view.state.doc.length;
  const marks = found.map(({ finding, from, to }) => ({
    from: Math.min(from, last),
    to: Math.min(to, last),
    severity: finding.severity,
    message: finding.message,
    source: finding.code,
  }));
  view.dispatch(setDiagnostics(view.state, marks));
}
