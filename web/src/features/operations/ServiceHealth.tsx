/** Each part that the service needs, and the disk that videos are made on. */

import { Badge, Group, Paper, Progress, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "@/shared/formats";
import type { Health, Operations } from "./useOperations";
import { useHealth } from "./useOperations";

const COLORS = { ok: "green", limited: "orange", down: "red" } as const;

export function ServiceHealth({ disk }: { readonly disk: Operations["disk"] }) {
  const { t } = useTranslation("operations");
  const health = useHealth();
  const parts = health.data?.parts ?? {};
  return (
    <section aria-label={t("health.title")}>
      <Text component="h2" size="lg" fw={700} mb="xs">
        {t("health.title")}
      </Text>
      {health.isError ? (
        <Text role="alert" mb="xs">
          {t("health.unknown")}
        </Text>
      ) : null}
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="xs">
        {Object.entries(parts).map(([name, part]) => (
          <Part key={name} name={name} part={part}>
            {name === "disk" && disk !== null ? <Disk disk={disk} /> : null}
          </Part>
        ))}
        {disk !== null && parts["disk"] === undefined ? (
          <Paper withBorder p="sm">
            <Disk disk={disk} />
          </Paper>
        ) : null}
      </SimpleGrid>
    </section>
  );
}

interface PartProps {
  readonly name: string;
  readonly part: Health["parts"][string];
  readonly children: ReactNode;
}

function Part({ name, part, children }: PartProps) {
  const { t } = useTranslation("operations");
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Text component="h3" fw={600} size="sm">
          {t(`part.${name}`, { defaultValue: name })}
        </Text>
        <Badge variant="outline" color={COLORS[part.state]} c="inherit">
          {t(`health.${part.state}`)}
        </Badge>
      </Group>
      <Text size="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>
        {part.sentence}
      </Text>
      {part.next_step ? (
        <Text size="sm" c="dimmed" dir="auto">
          {part.next_step}
        </Text>
      ) : null}
      {children}
    </Paper>
  );
}

function Disk({ disk }: { readonly disk: NonNullable<Operations["disk"]> }) {
  const { t, i18n } = useTranslation("operations");
  const formats = formatsOf(i18n.language);
  const used = 100 - (100 * disk.free_bytes) / Math.max(1, disk.total_bytes);
  const isLow = disk.free_bytes < disk.least_free_bytes;
  return (
    <>
      <Progress value={used} color={isLow ? "red" : "cyan"} aria-label={t("disk.used")} my={6} />
      <Text size="sm">
        {t("disk.free", {
          free: formats.gigabytes(disk.free_bytes),
          total: formats.gigabytes(disk.total_bytes),
        })}{" "}
        {t("disk.least", { least: formats.gigabytes(disk.least_free_bytes) })}
      </Text>
    </>
  );
}
