"""Validates a finished video: decodes it completely and compares it with the timeline it was made from."""

import asyncio
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from contract.result_parts import FileFinding, ValidationResult
from runner.media.audio.loudness import check_loudness
from runner.media.audio.meter import Loudness
from runner.media.chapters import make_chapters
from runner.media.checks.contents import CaptionFacts, Contents, SoundFacts, read_contents
from runner.media.checks.passes import Extent, decode_fully
from runner.media.errors import MediaError
from runner.media.findings import MediaFinding, Severity
from runner.media.language import find_mp4_language
from runner.media.timeline import VideoTimeline
from runner.sandbox.policy import ENFORCED, Containment


@dataclass(frozen=True)
class Expectation:
    """The expected properties of the file."""

    timeline: VideoTimeline
    width: int
    height: int
    cue_count: int


@dataclass(frozen=True)
class Validation:
    """The result of validation; `contents` is None if not even the file's index can be read."""

    contents: Contents | None
    loudness: Loudness
    findings: tuple[MediaFinding, ...]

    @property
    def is_good(self) -> bool:
        """True unless a finding of severity ERROR forbids delivering the file."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


async def validate_video(
    path: Path, expected: Expectation, containment: Containment = ENFORCED
) -> Validation:
    """Validates a video. Problems of the file are findings, never exceptions."""
    try:
        contents = await asyncio.to_thread(read_contents, path)
    except MediaError as error:
        broken = MediaFinding("unreadable", Severity.ERROR, str(error))
        return Validation(None, Loudness(None, None), (broken,))
    video = contents.video
    extent = Extent(max(round(video.frame_rate), 1), video.duration_seconds, contents.sound is not None)
    decoded = await decode_fully(path, extent, containment)
    findings = [*_check_video(contents, expected), *_check_tracks(contents, expected), *decoded.findings]
    if decoded.frame_count is not None and decoded.frame_count != video.frame_count:
        message = f"Only {decoded.frame_count} of {video.frame_count} pictures can be decoded."
        findings.append(MediaFinding("lost_pictures", Severity.ERROR, message))
    if contents.sound is not None and not any(f.code == "does_not_decode" for f in findings):
        findings += check_loudness(decoded.loudness)
    return Validation(contents, decoded.loudness, tuple(findings))


def describe_validation(validation: Validation) -> ValidationResult:
    """The validation as `result.json` stores it."""
    facts = ValidationResult(
        is_good=validation.is_good,
        integrated_lufs=validation.loudness.integrated_lufs,
        true_peak_dbtp=validation.loudness.true_peak_dbtp,
        findings=tuple(FileFinding.model_validate(asdict(finding)) for finding in validation.findings),
    )
    return facts if validation.contents is None else _with_contents(facts, validation.contents)


def _with_contents(facts: ValidationResult, contents: Contents) -> ValidationResult:
    video, sound, captions = contents.video, contents.sound, contents.captions
    return ValidationResult(
        is_good=facts.is_good,
        integrated_lufs=facts.integrated_lufs,
        true_peak_dbtp=facts.true_peak_dbtp,
        findings=facts.findings,
        video_codec=f"{video.codec} {video.profile} {video.pixel_format}",
        width=video.width,
        height=video.height,
        frame_rate=float(video.frame_rate),
        frame_count=video.frame_count,
        is_constant_frame_rate=video.is_constant_frame_rate,
        duration_seconds=video.duration_seconds,
        audio_codec=sound and sound.codec,
        audio_sample_rate=sound and sound.sample_rate,
        audio_channels=sound and sound.channels,
        caption_codec=captions and captions.codec,
        caption_language=captions and captions.language,
        caption_count=captions.cue_count if captions else 0,
        chapters=tuple(chapter.title for chapter in contents.chapters),
        is_faststart=contents.is_faststart,
    )


def _error(code: str, message: str) -> MediaFinding:
    return MediaFinding(code, Severity.ERROR, message)


def _check_video(contents: Contents, expected: Expectation) -> Iterator[MediaFinding]:
    video, timeline = contents.video, expected.timeline
    coding = (video.codec, video.profile, video.pixel_format)
    if coding != ("h264", "High", "yuv420p"):
        yield _error("wrong_codec", f"The pictures are {' '.join(coding)}, not h264 High yuv420p.")
    if (video.width, video.height) != (expected.width, expected.height):
        size = f"{video.width}x{video.height}"
        yield _error("wrong_size", f"The pictures are {size}, not {expected.width}x{expected.height}.")
    if video.frame_rate != timeline.frame_rate or not video.is_constant_frame_rate:
        rate = f"{float(video.frame_rate):g}"
        yield _error("wrong_frame_rate", f"The frame rate is {rate}, not a constant {timeline.frame_rate}.")
    if video.frame_count != timeline.frame_count:
        yield _error(
            "wrong_duration", f"There are {video.frame_count} pictures instead of {timeline.frame_count}."
        )
    if video.start_seconds != 0:
        yield _error("late_start", f"The first picture is shown at {video.start_seconds:.3f} s.")
    if not contents.is_faststart:
        yield MediaFinding("not_faststart", Severity.WARNING, "The index is not at the front of the file.")


def _check_tracks(contents: Contents, expected: Expectation) -> Iterator[MediaFinding]:
    timeline = expected.timeline
    if contents.sound is None:
        yield _error("no_sound", "The file has no sound track.")
    else:
        yield from _check_sound(contents.sound, timeline)
    wanted = CaptionFacts("mov_text", find_mp4_language(timeline.language), expected.cue_count)
    if expected.cue_count and contents.captions != wanted:
        yield MediaFinding(
            "wrong_captions", Severity.WARNING, f"Captions are {contents.captions}, not {wanted}."
        )
    chapters = make_chapters(timeline)
    found = [(chapter.title, round(chapter.start_seconds, 2)) for chapter in contents.chapters]
    if found != [
        (chapter.title, round(chapter.start_frame / timeline.frame_rate, 2)) for chapter in chapters
    ]:
        yield MediaFinding("wrong_chapters", Severity.WARNING, "The chapters differ from the sections.")


def _check_sound(sound: SoundFacts, timeline: VideoTimeline) -> Iterator[MediaFinding]:
    coding = (sound.codec, sound.sample_rate, sound.channels)
    if coding != ("aac", 44_100, 2):
        yield _error("wrong_sound", f"The sound is {coding}, not AAC at 44100 Hz in stereo.")
    # An AAC frame is 23 ms long, and the last one may be padded.
    if abs(sound.duration_seconds - timeline.seconds) > 0.05 or abs(sound.start_seconds) > 0.001:
        length = f"{sound.start_seconds:.3f} s to {sound.start_seconds + sound.duration_seconds:.3f} s"
        yield _error("sound_and_picture_differ", f"The sound lasts from {length}.")
