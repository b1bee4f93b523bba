"""Decodes a finished video completely, pictures and sound concurrently, and reports problems."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

from runner.machine.processes import ToolError
from runner.media.audio.meter import METER, Loudness, read_loudness
from runner.media.files import ffmpeg_input
from runner.media.findings import MediaFinding, Severity
from runner.sandbox.policy import ENFORCED, Containment
from runner.sandbox.sandboxed_tools import run_confined

BLACK_SECONDS = 1.0
FROZEN_SECONDS = 8.0
SILENT_SECONDS = 4.0
# Pictures per second that are analysed; all are decoded.
_LOOKS_PER_SECOND = 10
_LOOK_WIDTH = 320
# Above the change that a new key frame makes in a still picture, below that of one new letter.
_FROZEN_NOISE = "-70dB"
_SILENCE_NOISE = "-50dB"
_TIMEOUT_SECONDS = 1_800
_EXACT = ("-err_detect", "crccheck+bitstream+buffer+explode")


@dataclass(frozen=True)
class Decoded:
    """The result of decoding; `frame_count` is None if decoding failed."""

    frame_count: int | None
    loudness: Loudness
    findings: tuple[MediaFinding, ...]


@dataclass(frozen=True)
class Extent:
    """The frame rate, length and streams to decode."""

    frame_rate: int
    duration_seconds: float
    has_sound: bool


async def decode_fully(path: Path, extent: Extent, containment: Containment = ENFORCED) -> Decoded:
    """Decodes everything in confinement; any error of the decoders is a finding of severity ERROR."""
    async with asyncio.TaskGroup() as group:
        pictures = group.create_task(_run(_look(extent.frame_rate), path, containment))
        sound = group.create_task(_run(_LISTEN, path, containment)) if extent.has_sound else None
    picture_log = pictures.result()
    sound_log = sound.result() if sound else _Log("", None)
    findings = [finding for log in (picture_log, sound_log) if (finding := log.broken) is not None]
    findings += _find_stretches(_BLACK, picture_log.text, extent.duration_seconds)
    findings += _find_stretches(_FROZEN, picture_log.text, extent.duration_seconds)
    findings += _find_stretches(_SILENT, sound_log.text, extent.duration_seconds)
    counted = re.findall(r"\(video\):.*?(\d+) frames decoded", picture_log.text)
    return Decoded(int(counted[-1]) if counted else None, read_loudness(sound_log.text), tuple(findings))


@dataclass(frozen=True)
class _Log:
    text: str
    broken: MediaFinding | None


@dataclass(frozen=True)
class _Stretch:
    code: str
    what: str
    start: str
    end: str


_BLACK = _Stretch("black", "The picture is black", r"black_start:(\S+)", r"black_end:(\S+)")
_FROZEN = _Stretch("frozen", "The picture stands still", r"freeze_start: (\S+)", r"freeze_end: (\S+)")
_SILENT = _Stretch("silent", "Nothing is heard", r"silence_start: (\S+)", r"silence_end: (\S+)")


_LISTEN = ["-map", "0:a:0", "-af", f"{METER},silencedetect=n={_SILENCE_NOISE}:d={SILENT_SECONDS}"]


def _look(frame_rate: int) -> list[str]:
    filters = [
        f"framestep={max(frame_rate // _LOOKS_PER_SECOND, 1)}",
        f"scale={_LOOK_WIDTH}:-2:flags=area",
        # All pixels must be black: a dark scene with one line of text is not.
        f"blackdetect=d={BLACK_SECONDS}:picture_black_ratio_th=1:pixel_black_th=0.05",
        f"freezedetect=n={_FROZEN_NOISE}:d={FROZEN_SECONDS}",
    ]
    return ["-map", "0:v:0", "-vf", ",".join(filters)]


async def _run(output: list[str], path: Path, containment: Containment) -> _Log:
    log = ["-hide_banner", "-nostats", "-loglevel", "verbose"]
    argv = ["ffmpeg", *log, "-xerror", *ffmpeg_input(path, "mp4", *_EXACT), *output, "-f", "null", "-"]
    try:
        result = await run_confined(argv, [path], containment, timeout_seconds=_TIMEOUT_SECONDS)
    except ToolError as error:
        last = str(error).rstrip().splitlines()[-1]
        return _Log("", MediaFinding("does_not_decode", Severity.ERROR, f"Decoding failed: {last}"))
    return _Log(result.stderr.decode(errors="replace"), None)


def _find_stretches(stretch: _Stretch, log: str, duration_seconds: float) -> list[MediaFinding]:
    starts = [float(value) for value in re.findall(stretch.start, log)]
    ends = [float(value) for value in re.findall(stretch.end, log)]
    # A stretch that lasts to the end of the file has no end in the log.
    ends += [duration_seconds] * (len(starts) - len(ends))
    return [
        MediaFinding(
            stretch.code,
            Severity.WARNING,
            f"{stretch.what} for {end - start:.1f} s.",
            max(start, 0.0),
            min(end, duration_seconds),
        )
        for start, end in zip(starts, ends, strict=True)
    ]
