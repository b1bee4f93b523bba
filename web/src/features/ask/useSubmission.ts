/** Sends a request, once for each intent, and goes to its video. */

import type { ProblemError, Status, Wishes } from "@podreel/client";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { podreel } from "@/shared/api/podreel";
import { listKey } from "@/shared/api/videos";

export function useSubmission(onAccepted: () => void): UseMutationResult<Status, ProblemError, Wishes> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const keyOf = useIntentKey();
  return useMutation<Status, ProblemError, Wishes>({
    mutationFn: (wishes) => podreel.submit(wishes, { idempotencyKey: keyOf(wishes) }),
    onSuccess: ({ video_id: videoId }) => {
      void cache.invalidateQueries({ queryKey: listKey });
      onAccepted();
      void navigate({ to: "/videos/$videoId", params: { videoId } });
    },
  });
}

/** The same wishes sent twice from one visit, by a double click or after a lost answer, are one video. */
function useIntentKey(): (wishes: Wishes) => string {
  const intent = useRef({ wishes: "", key: "" });
  return (wishes) => {
    const wanted = JSON.stringify(wishes);
    if (intent.current.wishes !== wanted) intent.current = { wishes: wanted, key: newKey() };
    return intent.current.key;
  };
}

/** `crypto.randomUUID` is missing on pages without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
