/** The place in the queue, for those whom the service tells it. */

import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { podreel } from "@/shared/api/podreel";
import { useSession } from "@/shared/api/session";

const EVERY_MILLISECONDS = 5000;

export function QueuePosition({ videoId }: { readonly videoId: string }) {
  const { t } = useTranslation("making");
  const { data: session } = useSession();
  const { data: queue } = useQuery({
    queryKey: ["operations", "queue"],
    queryFn: async ({ signal }) => (await podreel.api.GET("/api/v1/operations", { signal })).data ?? null,
    enabled: session?.role === "operator",
    refetchInterval: EVERY_MILLISECONDS,
  });
  const place = queue?.queued.find((waiting) => waiting.video_id === videoId)?.position;
  if (place === undefined) return null;
  return (
    <Text size="sm">
      {t("place", { place, count: queue?.queued.length ?? place })}{" "}
      <span dir="auto">{queue?.closed_because}</span>
    </Text>
  );
}
