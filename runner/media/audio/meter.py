"""Reads what ffmpeg's EBU R128 meter reports."""

import re
from dataclasses import dataclass

METER = "ebur128=peak=true:framelog=verbose"
"""An audio filter of ffmpeg that only measures; `read_loudness` parses its output, logged at level info."""
# The meter's floor is -70 LUFS; values near it are noise, not speech.
SILENCE_LUFS = -60.0


@dataclass(frozen=True)
class Loudness:
    """Both values are None for silence; only the loudness if the sound is shorter than a gating block."""

    integrated_lufs: float | None
    true_peak_dbtp: float | None


def read_loudness(log: str) -> Loudness:
    """Parses the summary that the meter logs at the end."""
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
