"""Renders all sections concurrently; a failed one becomes a storyboard, unless the user wants none."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import structlog
from pydantic import BaseModel

from runner.media.placeholder import TitleCard, write_title_card
from runner.media.timeline import lay_out
from runner.render.answer import SectionOutcome
from runner.render.job import BEAT_PAUSE_SECONDS, SectionFrames
from runner.render.video_check import accept_taken
from runner.script.source import SceneNarration
from runner.speech.voice import Speech
from runner.stages.check_script import ScriptToRender
from runner.stages.context import VideoRun
from runner.stages.render_progress import RenderProgress
from runner.stages.section_job import section_job
from runner.stages.section_picture import SectionPicture, show_section
from runner.storage.checkpoints import content_hash
from runner.text.explanation import by_section
from stores.local_disk import require_space

log = structlog.get_logger()
# Raise it when the child, scenekit or the encoder's options change what a section looks like. Version 1 was
# rendered before there was a sandbox.
RENDER_VERSION = 3


@dataclass(frozen=True)
class Rendered:
    """The pictures of all sections, in order, and how long finishing the video takes, if that is known."""

    pictures: tuple[SectionPicture, ...]
    finish_seconds: float | None


async def render(run: VideoRun, checked: ScriptToRender, speeches: Sequence[Speech]) -> Rendered:
    """Draws all sections. Those stored by an earlier attempt are reused.

    Raises PodreelError(script_failed) for a failing section of a strict request or of the user's own script.
    """
    sections = checked.script.narration.sections
    parts = list(zip(sections, by_section(sections, speeches), strict=True))
    progress = RenderProgress(run, {narration.scene: _frames(run, part) for narration, part in parts})

    async def draw(narration: SceneNarration, part: tuple[Speech, ...]) -> SectionPicture:
        picture = await _draw(run, checked, progress, narration, part)
        await show_section(run, checked.script.scenes.index(narration.scene) + 1, picture)
        progress.end(narration.scene, narration.title)
        return picture

    async with progress.followed(), asyncio.TaskGroup() as group:
        # The longest first, so that the last core does not end with a long section.
        longest_first = sorted(parts, key=lambda part: _frames(run, part[1]), reverse=True)
        tasks = {
            narration.scene: group.create_task(draw(narration, part)) for narration, part in longest_first
        }
    pictures = tuple(tasks[narration.scene].result() for narration, _ in parts)
    return Rendered(pictures, progress.pace.finish_seconds)


def _frames(run: VideoRun, speeches: Sequence[Speech]) -> int:
    """How many frames a section will have, as far as its narration tells."""
    return lay_out([speech.seconds for speech in speeches], run.picture.frame_rate, BEAT_PAUSE_SECONDS)[1]


async def _draw(
    run: VideoRun,
    checked: ScriptToRender,
    progress: RenderProgress,
    narration: SceneNarration,
    speeches: tuple[Speech, ...],
) -> SectionPicture:
    script = checked.script
    failed = _Drawn(reason=checked.degraded.get(narration.scene, ""))
    if not failed.reason:
        drawing = _Drawing(narration.scene, script.text, script.source_for(narration.scene))
        failed = await _draw_scene(run, drawing, speeches, progress)
        if failed.section is not None:
            return SectionPicture(narration, *failed.section, speeches, missing_layers=failed.missing_layers)
        log.warning("section_failed", scene=narration.scene, reason=failed.reason)
    storyboard = checked.fallback.storyboard(narration, "could not be rendered", failed.reason)
    drawing = _Drawing(narration.scene, storyboard, storyboard)
    drawn = await _draw_scene(run, drawing, speeches, progress)
    missing = tuple(dict.fromkeys((*failed.missing_layers, *drawn.missing_layers)))
    if drawn.section is None:
        log.warning("storyboard_failed", scene=narration.scene, reason=drawn.reason)
    video, times = drawn.section or await _draw_card(run, narration, speeches)
    return SectionPicture(narration, video, times, speeches, failed.reason, storyboard, missing)


async def _draw_card(
    run: VideoRun, narration: SceneNarration, speeches: tuple[Speech, ...]
) -> tuple[Path, SectionFrames]:
    """Draws the section's title on a card, without a script."""
    starts, frame_count = lay_out(
        [speech.seconds for speech in speeches], run.picture.frame_rate, BEAT_PAUSE_SECONDS
    )
    video = run.folder / f"{narration.scene}-card.mp4"
    size = run.picture
    card = TitleCard(narration.title, size.width, size.height, size.frame_rate, frame_count)
    await write_title_card(video, card)
    return video, SectionFrames(frame_count=frame_count, beat_start_frames=starts)


@dataclass(frozen=True)
class _Drawing:
    """A scene, its script, and the part of the script that determines its pictures."""

    scene: str
    text: str
    source: str


@dataclass(frozen=True)
class _Drawn:
    """A scene's video and times, or the reason why there are none."""

    section: tuple[Path, SectionFrames] | None = None
    reason: str = ""
    missing_layers: tuple[str, ...] = ()


class _Stored(BaseModel):
    """The facts of a section that its checkpoint stores beside the video."""

    times: SectionFrames
    missing_layers: tuple[str, ...]


async def _draw_scene(
    run: VideoRun, drawing: _Drawing, speeches: tuple[Speech, ...], progress: RenderProgress
) -> _Drawn:
    """Renders a scene, or restores it.

    Raises PodreelError: sandbox_unavailable if it can't be confined, unavailable if the disk is full.
    """
    job = section_job(run, drawing.scene, speeches, run.picture, run.settings.section_seconds)
    identity = job.model_dump(mode="json", exclude={"limits", "stills"})
    key = content_hash(RENDER_VERSION, version("manim"), drawing.source, identity)
    restored = await _restore(run, key)
    if restored is not None:
        return restored
    progress.begin(drawing.scene, key)
    rendered = await run.renderer.render(key, drawing.text, job)
    answer = rendered.answer
    missing = answer.missing_layers
    if answer.outcome is not SectionOutcome.RENDERED or answer.times is None:
        # A script that could not write its pictures is not to blame.
        await asyncio.to_thread(require_space, run.folder)
        return _Drawn(reason=answer.reason, missing_layers=missing)
    doubt = await asyncio.to_thread(accept_taken, rendered.video, job.picture, answer.times)
    if doubt:
        return _Drawn(reason=doubt, missing_layers=missing)
    log.info("section_rendered", scene=drawing.scene, frames=answer.times.frame_count)
    stored = _Stored(times=answer.times, missing_layers=missing)
    await run.checkpoints.put_file(f"section-{key}.mp4", rendered.video)
    await run.checkpoints.put_value(f"section-{key}.json", stored)
    return _Drawn((rendered.video, answer.times), missing_layers=missing)


async def _restore(run: VideoRun, key: str) -> _Drawn | None:
    """The section that an earlier attempt stored, checked like a new one; None if there is none to use."""
    # The facts are stored last, so if they exist, the video is complete.
    stored = await run.checkpoints.known(f"section-{key}.json", _Stored)
    if stored is None:
        return None
    name, video = f"section-{key}.mp4", run.folder / f"section-{key}.mp4"
    if not await run.checkpoints.get_file(name, video, run.picture.most_bytes(stored.times.frame_count)):
        return None
    if doubt := await asyncio.to_thread(accept_taken, video, run.picture, stored.times):
        log.warning("checkpoint_unreadable", name=name, reason=doubt)
        return None
    return _Drawn((video, stored.times), missing_layers=stored.missing_layers)
