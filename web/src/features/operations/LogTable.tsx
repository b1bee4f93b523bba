/** Log lines as a table that stays at its end, unless the reader scrolls up. */

import { Button, Code, Table, Text } from "@mantine/core";
import { memo, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "@/shared/formats";
import styles from "./log.module.css";
import type { LogLine } from "./logLines";

/** So close to the end, in pixels, counts as at the end. */
const NEAR = 24;
/** A longer value is folded up. */
const LONG_CHARACTERS = 300;

export function LogTable({ lines }: { readonly lines: readonly LogLine[] }) {
  const { t } = useTranslation("operations");
  const box = useRef<HTMLElement>(null);
  const end = useEnd(box, lines);
  return (
    <>
      <section
        ref={box}
        className={styles["box"]}
        aria-label={t("log.lines")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
        onScroll={end.look}
      >
        <Table role="table" className={styles["table"]} stickyHeader fz="xs" verticalSpacing={2}>
          <Table.Thead>
            <Table.Tr>
              {(["time", "level", "event", "fields"] as const).map((column) => (
                <Table.Th key={column} scope="col">
                  {t(`log.column.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line) => (
              <Row key={line.id} line={line} />
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {end.isThere ? null : (
        <Button size="xs" mt="xs" onClick={end.go}>
          {t("log.toEnd")}
        </Button>
      )}
    </>
  );
}

/** Follows the end of what grows, from the moment that the reader is there until they leave it. */
function useEnd(box: RefObject<HTMLElement | null>, content: unknown) {
  const [isThere, setIsThere] = useState(true);
  const go = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    setIsThere(true);
  };
  const look = (): void => {
    const it = box.current;
    if (it) setIsThere(it.scrollHeight - it.scrollTop - it.clientHeight < NEAR);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: new content is what moves the end
  useLayoutEffect(() => {
    if (isThere && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [box, content, isThere]);
  return { isThere, go, look };
}

const Row = memo(
  function Row({ line }: { readonly line: LogLine }) {
    const { i18n } = useTranslation("operations");
    return (
      <Table.Tr role="row" className={styles["line"]} data-level={line.level}>
        <Table.Td role="cell" className={styles["time"]}>
          {line.time ? <time dateTime={line.time}>{formatsOf(i18n.language).clock(line.time)}</time> : null}
        </Table.Td>
        <Table.Td role="cell" className={styles["level"]}>
          {line.level}
        </Table.Td>
        <Table.Td role="cell" className={styles["event"]}>
          {line.event}
        </Table.Td>
        <Table.Td role="cell" className={styles["fields"]}>
          {line.fields.map(([name, value]) => (
            <Field key={name} name={name} value={value} />
          ))}
        </Table.Td>
      </Table.Tr>
    );
  },
  (before, after) => before.line.id === after.line.id,
);

function Field({ name, value }: { readonly name: string; readonly value: string }) {
  if (value.length > LONG_CHARACTERS)
    return (
      <details>
        <summary>{name}</summary>
        <Code block>{value}</Code>
      </details>
    );
  return (
    <Text span inherit className={styles["field"]}>
      <span className={styles["name"]}>{name}</span> <span dir="auto">{value}</span>
    </Text>
  );
}
