/** A text in Markdown, read and never run: headings, paragraphs, lists, tables and code; formulas as they are written. */

import { Code, List, Stack, Table, Text, Title, type TitleOrder } from "@mantine/core";
import { memo } from "react";
import { type Block, blocksOf, type Span } from "@/shared/text/markdown";
import { Words } from "./Words";

interface ProseProps {
  readonly text: string;
  /** The heading level of `#`; those below follow. */
  readonly topLevel?: number;
  /** What was added to the text, or removed from it. */
  readonly marks?: readonly Span[] | undefined;
  readonly marksAre?: "ins" | "del";
}

export const Prose = memo(function Prose({ text, topLevel = 3, marks = [], marksAre = "ins" }: ProseProps) {
  const words = (span: Span) => <Words text={text} span={span} marks={marks} marksAre={marksAre} />;
  return (
    <Stack gap="sm">
      {blocksOf(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name but their place
        <ProseBlock key={index} block={block} topLevel={topLevel} words={words} />
      ))}
    </Stack>
  );
});

interface ProseBlockProps {
  readonly block: Block;
  readonly topLevel: number;
  readonly words: (span: Span) => React.ReactNode;
}

function ProseBlock({ block, topLevel, words }: ProseBlockProps) {
  switch (block.kind) {
    case "heading": {
      const order = Math.min(topLevel + block.level - 1, 6) as TitleOrder;
      return (
        <Title order={order} size={block.level === 1 ? "h4" : "h5"} dir="auto">
          {words(block.span)}
        </Title>
      );
    }
    case "paragraph":
      return <Text dir="auto">{words(block.span)}</Text>;
    case "list":
      return (
        <List type={block.isOrdered ? "ordered" : "unordered"} dir="auto" withPadding>
          {block.items.map((item) => (
            <List.Item key={item.start}>{words(item)}</List.Item>
          ))}
        </List>
      );
    case "code":
      return (
        <Code block tabIndex={0} dir="ltr">
          {words(block.span)}
        </Code>
      );
    case "table":
      return <ProseTable rows={block.rows} words={words} />;
  }
}

function ProseTable({
  rows,
  words,
}: Pick<ProseBlockProps, "words"> & { readonly rows: readonly (readonly Span[])[] }) {
  const [header = [], ...body] = rows;
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table dir="auto" withTableBorder>
        <Table.Thead>
          <Table.Tr>
            {header.map((cell) => (
              <Table.Th key={cell.start}>{words(cell)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {body.map((row) => (
            <Table.Tr key={row[0]?.start}>
              {row.map((cell) => (
                <Table.Td key={cell.start}>{words(cell)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
