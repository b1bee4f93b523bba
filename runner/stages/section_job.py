"""The jobs that the render host gets for the sections of a run."""

from collections.abc import Sequence

from runner.render.job import BeatJob, Picture, SectionJob, WordJob
from runner.sandbox.limits import RenderLimits
from runner.speech.voice import Speech
from runner.stages.context import VideoRun


def section_job(
    run: VideoRun, scene: str, speeches: Sequence[Speech], picture: Picture, max_seconds: float
) -> SectionJob:
    """The job to render `scene` at this size and frame rate within `max_seconds`."""
    limits = RenderLimits(seconds=max_seconds, memory_bytes=run.settings.section_memory_mb * 2**20)
    return SectionJob(
        scene=scene,
        picture=picture,
        language=run.request.language,
        beats=tuple(_beat(speech) for speech in speeches),
        limits=limits,
    )


def _beat(speech: Speech) -> BeatJob:
    words = tuple(
        WordJob(text=word.text, start_seconds=round(word.start_seconds, 3)) for word in speech.words or ()
    )
    return BeatJob(seconds=round(speech.seconds, 4), words=words)
