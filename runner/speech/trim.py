"""Trims the silence around speech, so that a beat's sound starts with its picture. Pure."""

import numpy as np
from numpy.typing import NDArray

from runner.speech.voice import Speech, VoiceError, WordTime

LEAD_SECONDS = 0.006
TAIL_SECONDS = 0.06
_WINDOW_SECONDS = 0.005
# Soft fricatives at the start of a word lie about 35 dB below the loudest vowel.
_QUIET_SHARE_OF_PEAK = 0.015


def trimmed(speech: Speech) -> Speech:
    """The speech without silence around it, with adjusted word times. Raises VoiceError if all is silent."""
    loud = _loud_windows(speech.pcm, max(1, round(_WINDOW_SECONDS * speech.sample_rate)))
    if not len(loud):
        raise VoiceError(f"{speech.engine} made no sound")
    first = max(0, int(loud[0]) - round(LEAD_SECONDS * speech.sample_rate))
    last = int(loud[-1]) + round((_WINDOW_SECONDS + TAIL_SECONDS) * speech.sample_rate)
    pcm = speech.pcm[first:last]
    missing = last - first - len(pcm)
    pcm = np.concatenate([pcm, np.zeros(max(0, missing), np.int16)])
    offset = first / speech.sample_rate
    seconds = len(pcm) / speech.sample_rate
    words = speech.words and tuple(_moved(word, offset, seconds) for word in speech.words)
    return Speech(pcm, speech.sample_rate, words, speech.engine)


def end_of_sound(pcm: NDArray[np.int16], sample_rate: int) -> float | None:
    """The second at which the last sound ends; None if all is silent."""
    window = max(1, round(_WINDOW_SECONDS * sample_rate))
    loud = _loud_windows(pcm, window)
    return (int(loud[-1]) + window) / sample_rate if len(loud) else None


def _loud_windows(pcm: NDArray[np.int16], window: int) -> NDArray[np.int64]:
    """The first sample of each window that is not silent."""
    count = len(pcm) // window
    samples = pcm[: count * window].astype(np.float64).reshape(count, window)
    level = np.sqrt((samples**2).mean(axis=1))
    peak = level.max(initial=0.0)
    return np.flatnonzero(level > max(1.0, peak * _QUIET_SHARE_OF_PEAK)) * window


def _moved(word: WordTime, offset: float, seconds: float) -> WordTime:
    start = min(max(0.0, word.start_seconds - offset), seconds)
    end = min(max(start, word.end_seconds - offset), seconds)
    return WordTime(word.text, start, end)
