/** Sends the changes; a repetition after a lost answer means the same video. */

import type { Video, Wishes } from "@podreel/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { listKey, videoKey, videoQuery } from "@/shared/api/videos";
import { type EditOf, submit } from "./service";

/** Somebody made another edit in the meantime, and the reader does not know it yet. */
export class Overtaken extends Error {
  readonly edits: readonly EditOf[];
  constructor(edits: readonly EditOf[]) {
    super("edited meanwhile");
    this.edits = edits;
  }
}

interface Sending {
  readonly request: Wishes;
  /** Edits that the reader was told of. */
  readonly told: ReadonlySet<string>;
}

export function useSubmit(origin: Video, sent: (videoId: string) => void) {
  const cache = useQueryClient();
  const last = useRef({ body: "", key: "" });
  return useMutation({
    mutationFn: async ({ request, told }: Sending) => {
      const isLinked = request.edited_from != null;
      const unknown = isLinked ? await newEdits(told) : [];
      if (unknown.length > 0) throw new Overtaken(unknown);
      const body = JSON.stringify(request);
      if (last.current.body !== body) last.current = { body, key: newKey() };
      return submit(request, last.current.key);
    },
    onSuccess: async (status) => {
      void cache.invalidateQueries({ queryKey: listKey });
      void cache.invalidateQueries({ queryKey: videoKey(origin.video_id) });
      sent(status.video_id);
    },
  });

  async function newEdits(told: ReadonlySet<string>): Promise<readonly EditOf[]> {
    const now = await cache.fetchQuery({ ...videoQuery(origin.video_id), staleTime: 0 });
    return now.edits.filter(({ video_id }) => !told.has(video_id));
  }
}

/** Also on a page without TLS, where browsers have no `crypto.randomUUID`. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
