/** What an operator can do with a video: cancel it, have it made again, read its log. */

import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { podreel } from "@/shared/api/podreel";
import { operationsKey } from "./useOperations";

const route = getRouteApi("/own/operations");

/** Cancelling, or making again; both answer with the video's status. */
export function useVideoAction(videoId: string, action: "cancel" | "retry") {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => podreel[action](videoId),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: operationsKey }),
        cache.invalidateQueries({ queryKey: ["videos"] }),
      ]),
  });
}

interface ActionProps {
  readonly action: ReturnType<typeof useVideoAction>;
  readonly name: string;
}

export function CancelButton({ action, name, isCancelled }: ActionProps & { readonly isCancelled: boolean }) {
  const { t } = useTranslation("operations");
  if (isCancelled) return null;
  return (
    <Button
      size="xs"
      variant="default"
      loading={action.isPending}
      aria-label={t("cancel.of", { name })}
      onClick={() => action.mutate()}
    >
      {t("cancel.short")}
    </Button>
  );
}

export function RetryButton({ action, name }: ActionProps) {
  const { t } = useTranslation("operations");
  return (
    <Button
      size="xs"
      variant="default"
      loading={action.isPending}
      aria-label={t("retry.of", { name })}
      onClick={() => action.mutate()}
    >
      {t("retry.short")}
    </Button>
  );
}

export function LogButton({ videoId, name }: { readonly videoId: string; readonly name: string }) {
  const { t } = useTranslation("operations");
  const navigate = route.useNavigate();
  return (
    <Button
      size="xs"
      variant="default"
      aria-label={t("log.of", { name })}
      onClick={() => void navigate({ search: { log: videoId }, resetScroll: false })}
    >
      {t("log.short")}
    </Button>
  );
}
