"""Trial runs: small pictures at a low frame rate show whether a section runs, and how long its beats take."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise

import structlog
from pydantic import BaseModel, ConfigDict

from contract.catalogue import pixel_size
from runner.render.job import Picture, SectionFrames, SectionJob, SectionOutcome
from runner.render.video_check import check_taken
from runner.script.draft import BeatPacing
from runner.speech.voice import Speech
from runner.stages.context import VideoRun
from runner.stages.section_job import section_job
from runner.storage.checkpoints import content_hash
from stores.local_disk import require_space

log = structlog.get_logger()
# Raise it when the child or scenekit change how a section runs.
TRIAL_VERSION = 1
SHORT_SIDE_PIXELS = 144
FRAME_RATE = 10
# Small pictures take about a fifth of the time of 1080p30, so a slower trial means a too slow section.
SHARE_OF_SECONDS = 0.2


class TrialRun(BaseModel):
    """How a trial run ended. `reason` is empty if it succeeded; `log` is quoted from the script."""

    model_config = ConfigDict(frozen=True)

    reason: str = ""
    log: str = ""
    times: SectionFrames | None = None

    @property
    def runs(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class TrialJob:
    """A scene, the whole text of its script, and the speech of its beats."""

    scene: str
    text: str
    speeches: Sequence[Speech]


async def run_trial(run: VideoRun, rehearsal: TrialJob) -> TrialRun:
    """Runs the scene; the result of an earlier attempt is reused.

    Raises PodreelError(sandbox_unavailable) if the script can't be confined; then nothing ran.
    """
    job = section_job(
        run, rehearsal.scene, rehearsal.speeches, _small(run), SHARE_OF_SECONDS * run.settings.section_seconds
    )
    identity = job.model_dump(mode="json", exclude={"limits"})
    key = content_hash(TRIAL_VERSION, version("manim"), rehearsal.text, identity)
    return await run.checkpoints.value(f"trial-{key}.json", TrialRun, lambda: _try(run, key, rehearsal, job))


async def _try(run: VideoRun, key: str, rehearsal: TrialJob, job: SectionJob) -> TrialRun:
    rendered = await run.renderer.render(f"trial-{key}", rehearsal.text, job)
    answer = rendered.answer
    try:
        if answer.outcome is not SectionOutcome.RENDERED or answer.times is None:
            # A script that could not write its pictures is not to blame.
            await asyncio.to_thread(require_space, run.folder)
            return TrialRun(reason=answer.reason or "it did not run", log=answer.log)
        doubt = await asyncio.to_thread(check_taken, rendered.video, job.picture, answer.times)
        return TrialRun(reason=doubt or "", times=answer.times)
    finally:
        await asyncio.to_thread(rendered.video.unlink, True)


def pacing_of(trial: TrialRun, speeches: Sequence[Speech]) -> tuple[BeatPacing, ...]:
    """The seconds of each beat's pictures and speech; empty for a section that did not run."""
    if trial.times is None:
        return ()
    starts = (*trial.times.beat_start_frames, trial.times.frame_count)
    return tuple(
        BeatPacing(number, round(speech.seconds, 2), (end - start) / FRAME_RATE)
        for number, (speech, (start, end)) in enumerate(zip(speeches, pairwise(starts), strict=True), 1)
    )


def _small(run: VideoRun) -> Picture:
    """A small picture of the video's aspect ratio, so that layouts fit alike."""
    picture = run.picture
    shortest = min(picture.width, picture.height)
    if run.request.custom is None:
        width, height = pixel_size(SHORT_SIDE_PIXELS, run.request.aspect)
    else:
        factor = min(1.0, SHORT_SIDE_PIXELS / shortest)
        width, height = (2 * max(round(side * factor / 2), 1) for side in (picture.width, picture.height))
    return picture.model_copy(update={"width": width, "height": height, "frame_rate": FRAME_RATE})
