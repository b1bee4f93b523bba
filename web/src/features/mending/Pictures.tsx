/** Loads the script's editor when it is opened. */

import { Alert, Button, Group, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";
import type { PicturesEditorProps } from "./mend-editor";

const PicturesEditor = lazy(() => import("./mend-editor"));

interface PicturesProps extends Omit<PicturesEditorProps, "before" | "pieces"> {
  readonly before: PicturesEditorProps["before"] | undefined;
  readonly pieces: PicturesEditorProps["pieces"] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  readonly unlock: () => void;
}

export function Pictures({ before, pieces, error, retry, unlock, ...props }: PicturesProps) {
  const { t } = useTranslation("mending");
  if (before === undefined || pieces === undefined)
    return error ? <Problem error={error} onRetry={retry} /> : <Waiting />;
  return (
    <>
      {props.isLocked ? (
        <Locked sentence={t("lock.pictures")} action={t("lock.dropWords")} unlock={unlock} />
      ) : null}
      <Suspense fallback={<Waiting />}>
        <PicturesEditor before={before} pieces={pieces} {...props} />
      </Suspense>
    </>
  );
}

/** Why this half can't be edited now, and the way to edit it. */
export function Locked({
  sentence,
  action,
  unlock,
}: {
  readonly sentence: string;
  readonly action: string;
  readonly unlock: () => void;
}) {
  return (
    <Alert color="yellow" mb="md">
      <Group>
        <Text size="sm" flex="1 1 16rem">
          {sentence}
        </Text>
        <Button size="compact-sm" variant="default" onClick={unlock}>
          {action}
        </Button>
      </Group>
    </Alert>
  );
}
