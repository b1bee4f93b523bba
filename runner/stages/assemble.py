"""Joins the sections, adds the voice, writes captions and the other files, and checks the finished video."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from contract.names import VIDEO
from contract.stage import Stage
from runner.media.audio.loudness import master_narration
from runner.media.audio.narration import build_narration
from runner.media.captions.cues import Captions, make_captions
from runner.media.captions.subtitles import format_srt, format_webvtt
from runner.media.captions.transcript import format_transcript
from runner.media.checks.sync import Sync, measure_sync
from runner.media.checks.validate import Expectation, Validation, validate_video
from runner.media.findings import MediaFinding
from runner.media.mux import MuxInputs, mux_video
from runner.media.poster import write_poster
from runner.media.timeline import BeatTime, SectionTime, VideoTimeline
from runner.progress.estimate import check_seconds
from runner.speech.voice import Speech
from runner.stages.context import VideoRun
from runner.stages.render import Rendered
from runner.stages.render_progress import DRAWING_SHARE
from runner.stages.section_picture import SectionPicture

DESCRIPTION_CHARACTERS = 500


@dataclass(frozen=True)
class Assembled:
    """The finished files of one video, all in one folder, and their measurements."""

    files: dict[str, Path]
    timeline: VideoTimeline
    pictures: tuple[SectionPicture, ...]
    captions: Captions
    sync: Sync
    validation: Validation
    findings: tuple[MediaFinding, ...] = field(default=())


async def assemble(run: VideoRun, title: str, rendered: Rendered) -> Assembled:
    """Makes all files of the video; the upload is the next stage.

    Raises PodreelError(internal) if the finished file fails its check.
    """
    started_at, pictures = time.monotonic(), rendered.pictures
    run.reporter.progress(Stage.RENDER, DRAWING_SHARE, "Joining voice and picture", rendered.finish_seconds)
    timeline = build_timeline(title, run.request.language, run.picture.frame_rate, pictures)
    speeches = [_audible(speech) for picture in pictures for speech in picture.speeches]
    folder = run.folder / "finished"
    await asyncio.to_thread(folder.mkdir, exist_ok=True)
    captions = make_captions(timeline)
    findings = await build_narration(timeline, speeches, run.folder / "narration.wav")
    mastered = await master_narration(run.folder / "narration.wav", run.folder / "narration.m4a")
    parts = MuxInputs(
        timeline=timeline,
        sections=[picture.video for picture in pictures],
        sound=run.folder / "narration.m4a",
        cues=captions.cues,
        description=run.request.prompt[:DESCRIPTION_CHARACTERS],
        comment="Made by Podreel with automatically generated speech and pictures.",
    )
    video = folder / VIDEO
    await mux_video(parts, video)
    left = check_seconds(time.monotonic() - started_at, run.picture)
    run.reporter.progress(Stage.RENDER, 0.9, "Checking the finished file", left)
    sync, validation = await _measure(run, video, timeline, speeches, len(captions.cues))
    size = (run.picture.width, run.picture.height)
    await write_poster(video, timeline, size, folder / "poster.jpg", run.settings.containment)
    files = {VIDEO: video} | await _write_companions(folder, timeline, captions)
    run.reporter.progress(Stage.RENDER, 1, "Checked the finished file")
    return Assembled(files, timeline, pictures, captions, sync, validation, (*findings, *mastered.findings))


def build_timeline(
    title: str, language: str, frame_rate: int, pictures: Sequence[SectionPicture]
) -> VideoTimeline:
    """The video's timeline, from the frames that were really rendered."""
    sections: list[SectionTime] = []
    first_frame = 0
    for picture in pictures:
        sections.append(_section_time(picture, first_frame))
        first_frame += picture.times.frame_count
    return VideoTimeline(title=title, language=language, frame_rate=frame_rate, sections=tuple(sections))


def _section_time(picture: SectionPicture, first_frame: int) -> SectionTime:
    starts = picture.times.beat_start_frames
    beats = zip(picture.narration.beats, starts, picture.speeches, strict=True)
    return SectionTime(
        title=picture.narration.title,
        start_frame=first_frame,
        frame_count=picture.times.frame_count,
        beats=tuple(_beat_time(text, first_frame + start, speech) for text, start, speech in beats),
        is_degraded=bool(picture.reason),
    )


def _beat_time(text: str, start_frame: int, speech: Speech) -> BeatTime:
    return BeatTime(text=text, start_frame=start_frame, speech_seconds=speech.seconds, words=speech.words)


def _audible(speech: Speech) -> Speech | None:
    return speech if speech.pcm.any() else None


async def _measure(
    run: VideoRun, video: Path, timeline: VideoTimeline, speeches: Sequence[Speech | None], cue_count: int
) -> tuple[Sync, Validation]:
    expected = Expectation(timeline, run.picture.width, run.picture.height, cue_count)
    async with asyncio.TaskGroup() as group:
        syncing = group.create_task(measure_sync(video, timeline, speeches))
        validating = group.create_task(validate_video(video, expected, run.settings.containment))
    validation = validating.result()
    if not validation.is_good:
        reasons = " ".join(finding.message for finding in validation.findings)
        raise PodreelError(FailureCode.INTERNAL, f"The finished file failed its check: {reasons}")
    return syncing.result(), validation


async def _write_companions(folder: Path, timeline: VideoTimeline, captions: Captions) -> dict[str, Path]:
    texts = {
        "captions.vtt": format_webvtt(captions, timeline.language),
        "captions.srt": format_srt(captions),
        "transcript.md": format_transcript(timeline),
        "timeline.json": timeline.model_dump_json(indent=2),
    }
    for name, text in texts.items():
        await asyncio.to_thread((folder / name).write_text, text, encoding="utf-8")
    return {name: folder / name for name in (*texts, "poster.jpg")}
