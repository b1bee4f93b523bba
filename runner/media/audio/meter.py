"""Reads what ffmpeg's EBU R128 meter reports."""

import re
from dataclasses import dataclass

import ffmpeg
from ffmpeg.streams.audio import AudioStream

from runner.media.files import SAFE_MP4_OPTIONS, SAFE_OPTIONS

# The meter's own floor is -70; anything near it is noise, not speech.
SILENCE_LUFS = -60.0


@dataclass(frozen=True)
class Loudness:
    """Both None where nothing is heard; the loudness alone where the sound is shorter than a gating block."""

    integrated_lufs: float | None
    true_peak_dbtp: float | None


def add_meter(sound: AudioStream) -> AudioStream:
    """The same sound, measured; `read_loudness` finds the result in ffmpeg's log at level info."""
    # typed-ffmpeg's own `ebur128` gives its node no sound output unless it draws a picture.
    return ffmpeg.afilter(sound, name="ebur128", peak="true", framelog="verbose")


def read_loudness(log: str) -> Loudness:
    """The summary that the meter writes at the end."""
    loudness = _find(r"I:\s+(\S+) LUFS", log)
    peak = _find(r"Peak:\s+(\S+) dBFS", log)
    if loudness is not None and loudness <= SILENCE_LUFS:
        loudness = None
    return Loudness(loudness, peak)


def _find(pattern: str, log: str) -> float | None:
    found = re.findall(pattern, log)
    if not found or found[-1] in ("-inf", "nan", "inf"):
        return None
    return float(found[-1])


def read_input(path: str, container: str) -> AudioStream:
    """The sound of a local file of a known container, and of nothing that it may point to."""
    options = SAFE_MP4_OPTIONS if container == "mp4" else SAFE_OPTIONS
    return ffmpeg.input(path, f=container, extra_options=dict(options)).audio
