/** The script, as soon as there is one. */

import { Stack, Title } from "@mantine/core";
import { ProblemError, type Video } from "@podreel/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { readerOf } from "@/shared/api/podreel";
import { CodeView } from "@/shared/ui/CodeView";
import { Problem } from "@/shared/ui/Problem";
import { mayHaveScript, stepOf } from "./steps";

interface ScriptProps {
  readonly video: Video;
  readonly share: string | undefined;
}

export function Script({ video, share }: ScriptProps) {
  const { t } = useTranslation("making");
  const { video_id: videoId, generation, attempts } = video;
  const script = useQuery({
    // The trial run may change it, and so may another attempt.
    queryKey: ["videos", "script", videoId, generation, attempts, stepOf(video)],
    queryFn: ({ signal }) => readScript(videoId, share, signal),
    enabled: mayHaveScript(video),
    placeholderData: keepPreviousData,
  });
  if (script.isError) return <Problem error={script.error} onRetry={() => void script.refetch()} />;
  if (typeof script.data !== "string" || !mayHaveScript(video)) return null;
  return (
    <Stack gap="sm">
      <Title order={2} size="h3">
        {t("script")}
      </Title>
      <CodeView code={script.data} label={t("script")} />
    </Stack>
  );
}

/** Null where there is none: a service that nobody follows does not store it before the end. */
async function readScript(
  videoId: string,
  share: string | undefined,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    return await (await readerOf(share).download(videoId, "script.py", { signal })).text();
  } catch (problem) {
    if (problem instanceof ProblemError && problem.status === 404) return null;
    throw problem;
  }
}
