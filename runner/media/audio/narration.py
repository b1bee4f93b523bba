"""Places every beat's speech on one track that is exactly as long as the video. Doesn't change loudness."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from runner.media.audio.sound import SAMPLE_RATE, FloatArray, resample, to_float, write_stereo_wav
from runner.media.files import written_whole
from runner.media.findings import MediaFinding, Severity
from runner.media.timeline import VideoTimeline
from runner.speech.voice import Speech

# A shorter overlap is breath, not a word.
_TOLERANCE_SECONDS = 0.05


async def build_narration(
    timeline: VideoTimeline, speeches: Sequence[Speech | None], path: Path
) -> tuple[MediaFinding, ...]:
    """Writes the narration as a stereo WAV; `speeches` has one entry per beat, None if it has no voice.

    Returns findings for speech that is missing, overlaps the next beat or exceeds the end of the video.
    """
    return await asyncio.to_thread(_build, timeline, speeches, path)


def _build(
    timeline: VideoTimeline, speeches: Sequence[Speech | None], path: Path
) -> tuple[MediaFinding, ...]:
    track = np.zeros(count_samples(timeline.frame_count, timeline.frame_rate), dtype=np.float32)
    findings: list[MediaFinding] = []
    spoken_until = 0
    for number, (beat, speech) in enumerate(zip(timeline.beats, speeches, strict=True), start=1):
        if speech is None or len(speech.pcm) == 0:
            findings.append(_miss(number, beat.start_frame / timeline.frame_rate))
            continue
        start = count_samples(beat.start_frame, timeline.frame_rate)
        samples = resample(to_float(speech.pcm), speech.sample_rate, SAMPLE_RATE)
        findings += _check_place(number, start, spoken_until, len(samples), len(track))
        spoken_until = max(spoken_until, start + len(samples))
        _add(track, start, samples)
    with written_whole(path) as temporary:
        write_stereo_wav(temporary, track)
    return tuple(findings)


def count_samples(frames: int, frame_rate: int) -> int:
    """The number of samples of the track before this video frame."""
    return round(frames * SAMPLE_RATE / frame_rate)


def _add(track: FloatArray, start: int, samples: FloatArray) -> None:
    room = max(len(track) - start, 0)
    track[start : start + len(samples)] += samples[:room]


def _miss(number: int, seconds: float) -> MediaFinding:
    return MediaFinding("speech_missing", Severity.WARNING, f"Beat {number} has no voice.", seconds, None)


def _check_place(number: int, start: int, spoken_until: int, length: int, total: int) -> list[MediaFinding]:
    tolerance = _TOLERANCE_SECONDS * SAMPLE_RATE
    seconds = start / SAMPLE_RATE
    findings = []
    if spoken_until - start > tolerance:
        message = f"Beat {number} starts before the previous one has ended."
        findings.append(
            MediaFinding("speech_overlaps", Severity.ERROR, message, seconds, spoken_until / SAMPLE_RATE)
        )
    if start + length - total > tolerance:
        message = f"The video ends before beat {number} has been spoken."
        findings.append(MediaFinding("speech_cut", Severity.ERROR, message, seconds, total / SAMPLE_RATE))
    return findings
