/** Fills the form, once, with what a video was made from that is to be made again: `/?again=ID`. */

import type { Video } from "@podreel/client";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { podreel } from "@/shared/api/podreel";
import type { Choices } from "./choices";
import type { Asking } from "./useAsking";

interface Source {
  readonly question: string;
  readonly choices: Choices;
  /** The reader's own script, where there was no question. */
  readonly script: string | undefined;
}

/** Why the form could not be filled; null if it was, or did not have to be. */
export function useAgain({ pick, take, choose }: Asking): unknown {
  const { again } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { data: source, error } = useQuery({
    queryKey: ["ask", "again", again],
    enabled: again !== undefined,
    queryFn: ({ signal }) => sourceOf(again ?? "", signal),
  });
  const fill = useEffectEvent(({ question, choices, script }: Source) => {
    choose(choices);
    if (script === undefined) pick(question);
    else take(new File([script], "script.py"));
    void navigate({ to: "/", search: {}, replace: true }); // a reload must not undo what was typed since
  });
  useEffect(() => {
    if (again !== undefined && source !== undefined) fill(source);
  }, [again, source]);
  return error;
}

async function sourceOf(videoId: string, signal: AbortSignal): Promise<Source> {
  const video = await podreel.get(videoId, { signal });
  const question = video.original_question;
  const script =
    question === "" ? await (await podreel.download(videoId, "script.py", { signal })).text() : undefined;
  return { question, script, choices: choicesOf(video) };
}

/** Not the language: the service recognises that of the question, as it did before. */
function choicesOf({ request }: Video): Choices {
  if (request === null) return {};
  const { model, voice, quality, aspect, theme, minutes } = request;
  return { model, voice, quality, aspect, theme, minutes };
}
