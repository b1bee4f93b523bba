/** Makes a failed or cancelled video again, from what is there already. */

import { Button, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { podreel } from "@/shared/api/podreel";
import { Problem } from "@/shared/ui/Problem";

export function RetryButton({ videoId }: { readonly videoId: string }) {
  const { t } = useTranslation("making");
  const cache = useQueryClient();
  const retrying = useMutation({
    mutationFn: () => podreel.retry(videoId),
    // A conflict means that somebody else has done it: what is shown then is out of date, too.
    onSettled: () => cache.invalidateQueries({ queryKey: ["videos"] }),
  });
  return (
    <Stack gap="xs">
      <Button loading={retrying.isPending} onClick={() => retrying.mutate()}>
        {t("retry")}
      </Button>
      {retrying.isError ? <Problem error={retrying.error} /> : null}
    </Stack>
  );
}
