/** Plays one voice's sample at a time. */

import type { ProblemError, Voice } from "@podreel/client";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { podreel } from "@/shared/api/podreel";
import type { SpokenLanguage } from "./choices";

export interface Sample {
  /** The voice that is heard, or will be in a moment. */
  readonly voice: Voice | undefined;
  readonly isLoading: boolean;
  readonly problem: ProblemError | null;
  readonly play: (voice: Voice, language: SpokenLanguage) => void;
  readonly stop: () => void;
}

interface Wanted {
  readonly voice: Voice;
  readonly language: SpokenLanguage;
}

export function useVoiceSample(): Sample {
  const [player] = useState(() => new Audio());
  const [heard, setHeard] = useState<Voice>();
  const playing = useMutation<void, ProblemError, Wanted>({
    mutationFn: ({ voice, language }) => begin(player, voice, language),
    onError: () => setHeard(undefined),
  });
  useEffect(() => {
    const end = (): void => setHeard(undefined);
    player.addEventListener("ended", end);
    return () => {
      player.removeEventListener("ended", end);
      player.pause();
    };
  }, [player]);
  return {
    voice: heard,
    isLoading: playing.isPending,
    problem: playing.error,
    play: (voice, language) => {
      setHeard(voice);
      playing.mutate({ voice, language });
    },
    stop: () => {
      player.pause();
      setHeard(undefined);
    },
  };
}

/** The player asks for the sample itself; what it can't say, why it failed, is asked for by the client. */
async function begin(player: HTMLAudioElement, voice: Voice, language: SpokenLanguage): Promise<void> {
  player.src = `/api/v1/voices/${encodeURIComponent(voice)}/sample?language=${encodeURIComponent(language)}`;
  try {
    await player.play();
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === "AbortError") return; // stopped, or another voice
    await podreel.voiceSample(voice, language);
    throw reason;
  }
}
