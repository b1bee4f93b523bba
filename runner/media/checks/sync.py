"""Measures how far each beat's voice is from its picture in a finished file; the plan is only a hint."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from runner.media.audio.sound import FloatArray, decode_sound, resample, to_float
from runner.media.errors import MediaError
from runner.media.probe import read_presentation_times
from runner.media.timeline import VideoTimeline
from runner.speech.voice import Speech

SEARCH_SECONDS = 0.5
# A lower peak of the correlation is chance.
MIN_CONFIDENCE = 0.3
_RATE = 16_000
_MAX_TEMPLATE_SECONDS = 20
_SILENCE_RMS = 1e-4


@dataclass(frozen=True)
class BeatSync:
    """The time of a beat's first picture, and the time when its speech starts in the sound track.

    `offset_ms` is positive if the voice is late; None if the beat is silent or was not found.
    """

    beat: int
    picture_seconds: float
    offset_ms: float | None
    confidence: float
    is_silent: bool


@dataclass(frozen=True)
class Sync:
    """The offsets of all beats; `max_offset_ms` is the largest, None if no voice was found at all."""

    beats: tuple[BeatSync, ...]

    @property
    def max_offset_ms(self) -> float | None:
        offsets = [abs(beat.offset_ms) for beat in self.beats if beat.offset_ms is not None]
        return max(offsets, default=None)

    @property
    def missing_beats(self) -> tuple[int, ...]:
        """Numbers of the beats whose voice was not found near their picture."""
        return tuple(beat.beat for beat in self.beats if beat.offset_ms is None and not beat.is_silent)


async def measure_sync(path: Path, timeline: VideoTimeline, speeches: Sequence[Speech | None]) -> Sync:
    """Finds each speech in the decoded sound and compares it with its picture's presentation time.

    Raises MediaError if the file can't be decoded or lacks a beat's picture.
    """
    return await asyncio.to_thread(_measure, path, timeline, speeches)


def _measure(path: Path, timeline: VideoTimeline, speeches: Sequence[Speech | None]) -> Sync:
    times = read_presentation_times(path)
    sound, rate = decode_sound(path)
    track = resample(sound, rate, _RATE)
    beats = []
    for number, (beat, speech) in enumerate(zip(timeline.beats, speeches, strict=True), start=1):
        if beat.start_frame >= len(times):
            raise MediaError(f"{path.name} ends before beat {number}.")
        beats.append(_measure_beat(number, track, times[beat.start_frame], speech))
    return Sync(tuple(beats))


def _measure_beat(number: int, track: FloatArray, picture_seconds: float, speech: Speech | None) -> BeatSync:
    template = _make_template(speech)
    if template is None:
        return BeatSync(number, picture_seconds, None, 0.0, is_silent=True)
    found_seconds, confidence = find_sound(track, template, picture_seconds)
    offset_ms = (found_seconds - picture_seconds) * 1000 if confidence >= MIN_CONFIDENCE else None
    return BeatSync(number, picture_seconds, offset_ms, confidence, is_silent=False)


def _make_template(speech: Speech | None) -> FloatArray | None:
    if speech is None or len(speech.pcm) == 0:
        return None
    samples = to_float(speech.pcm[: _MAX_TEMPLATE_SECONDS * speech.sample_rate])
    if float(np.sqrt(np.mean(samples**2))) < _SILENCE_RMS:
        return None
    return resample(samples, speech.sample_rate, _RATE)


def find_sound(track: FloatArray, template: FloatArray, near_seconds: float) -> tuple[float, float]:
    """The second at which the template starts in the 16 kHz track, and the normalised correlation there."""
    reach = round(SEARCH_SECONDS * _RATE)
    first = round(near_seconds * _RATE) - reach
    window = _cut(track, first, len(template) + 2 * reach)
    size = 1 << (len(window) + len(template)).bit_length()
    spectrum = np.fft.rfft(window, size) * np.conj(np.fft.rfft(template, size))
    likeness = np.fft.irfft(spectrum, size)[: 2 * reach + 1]
    energy = np.concatenate(([0.0], np.cumsum(window.astype(np.float64) ** 2)))
    under = energy[len(template) :] - energy[: -len(template)]
    own = float(np.sum(template.astype(np.float64) ** 2))
    scores = likeness / np.sqrt(np.maximum(under[: 2 * reach + 1], own * 1e-4) * own)
    peak = int(np.argmax(scores))
    return (first + peak + _refine(scores, peak)) / _RATE, float(scores[peak])


def _cut(track: FloatArray, first: int, length: int) -> FloatArray:
    """A piece of the track, padded with silence outside of it."""
    piece = np.zeros(length, dtype=np.float32)
    source = track[max(first, 0) : max(first + length, 0)]
    start = max(-first, 0)
    piece[start : start + len(source)] = source
    return piece


def _refine(scores: np.ndarray[tuple[int], np.dtype[np.float64]], peak: int) -> float:
    """Parabolic interpolation of the peak's position, as an offset in samples."""
    if not 0 < peak < len(scores) - 1:
        return 0.0
    before, top, after = scores[peak - 1 : peak + 2]
    curve = before - 2 * top + after
    return float(0.5 * (before - after) / curve) if curve < 0 else 0.0
