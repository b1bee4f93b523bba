"""A rendered section, and a still of it for readers who follow the video while it is made."""

from dataclasses import dataclass
from pathlib import Path

import structlog

from contract.failure import PodreelError
from contract.names import companion_key, section_picture_name
from runner.media.errors import MediaError
from runner.media.poster import write_section_picture
from runner.render.job import SectionFrames
from runner.script.source import SceneNarration
from runner.speech.voice import Speech
from runner.stages.context import VideoRun

log = structlog.get_logger()
LONGER_SIDE_PIXELS = 640


@dataclass(frozen=True)
class SectionPicture:
    """One section's video without sound.

    If it was replaced by something simpler, `reason` says why, and `storyboard` is the replacing source.
    `missing_layers` names the sandbox layers that were missing when its scripts ran, now or in earlier runs.
    """

    narration: SceneNarration
    video: Path
    times: SectionFrames
    speeches: tuple[Speech, ...]
    reason: str = ""
    storyboard: str = ""
    missing_layers: tuple[str, ...] = ()


async def show_section(run: VideoRun, number: int, picture: SectionPicture) -> None:
    """Publishes a still of section `number`, from 1, if anybody can see it. Errors are only logged."""
    if not run.reporter.has_readers:
        return
    name = section_picture_name(number)
    path = run.folder / f"still-{number}.jpg"
    seconds = picture.times.frame_count / run.picture.frame_rate
    try:
        await write_section_picture(picture.video, seconds, _size(run), path, run.settings.containment)
        await run.objects.put_file(companion_key(run.video_id, name), path)
    except (MediaError, PodreelError) as error:
        log.warning("section_not_shown", number=number, reason=str(error))
        return
    run.reporter.section_ready(name)


def _size(run: VideoRun) -> tuple[int, int]:
    picture = run.picture
    factor = min(1.0, LONGER_SIDE_PIXELS / max(picture.width, picture.height))
    return max(round(picture.width * factor), 1), max(round(picture.height * factor), 1)
