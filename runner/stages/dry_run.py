"""Dry runs show, without a picture, whether a section runs, how long its beats take, and what it shows."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from pydantic import BaseModel, ConfigDict

from contract.failure import PodreelError
from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.job import SectionJob
from runner.render.record import DryRunRecord
from runner.script.draft import BeatPacing
from runner.script.source import read_script
from runner.speech.voice import Speech
from runner.stages.context import VideoRun
from runner.stages.section_job import section_job
from runner.storage.checkpoints import content_hash
from stores.local_disk import require_space

# Raise it when the child or scenekit change how a section runs.
DRY_RUN_VERSION = 4
# Without pictures a section takes a small part of its time, so a slower dry run means a too slow section.
_SHARE_OF_SECONDS = 0.2
# What drawing one object of a frame takes at 1080p at the least, on one core of 2024.
_SECONDS_AN_OBJECT = 1e-4


class DryRun(BaseModel):
    """How a dry run ended. `reason` is empty if it succeeded; `log` is quoted from the script."""

    model_config = ConfigDict(frozen=True)

    reason: str = ""
    log: str = ""
    record: DryRunRecord | None = None

    @property
    def runs(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class DryRunOrder:
    """A scene, the whole text of its script, and the speech of its beats.

    `may_take_all_seconds`, of a rendering, is for scripts that nothing replaces.
    """

    scene: str
    text: str
    speeches: Sequence[Speech]
    may_take_all_seconds: bool = False


async def run_dry(run: VideoRun, order: DryRunOrder) -> DryRun:
    """Runs the scene dry; the result of an earlier attempt is reused.

    That it runs holds wherever what it depends on is the same; a failure may lie in any line, so it holds for
    the same text only. Raises PodreelError(sandbox_unavailable) if the script can't be confined; then nothing
    ran.
    """
    job = dry_run_job(run, order)
    identity = job.model_dump(mode="json", exclude={"limits", "stills"})
    source = await asyncio.to_thread(_source_of, order)
    own, whole = (
        content_hash(DRY_RUN_VERSION, version("manim"), text, identity) for text in (source, order.text)
    )
    if (known := await run.checkpoints.known(_name(own), DryRun)) is not None and known.runs:
        return known
    found = await run.checkpoints.value(_name(whole), DryRun, lambda: _run(run, whole, order, job))
    if found.runs and own != whole:
        await run.checkpoints.put_value(_name(own), found)
    return found


def _name(key: str) -> str:
    return f"dry-run-{key}.json"


def _source_of(order: DryRunOrder) -> str:
    """What of the script the run depends on, with the lines that a record names; all if it can't be read."""
    try:
        script = read_script(order.text)
    except PodreelError:
        return order.text
    return script.lines_for(order.scene) if order.scene in script.scenes else order.text


def dry_run_job(run: VideoRun, order: DryRunOrder) -> SectionJob:
    """The job of a dry run in this order."""
    share = 1.0 if order.may_take_all_seconds else _SHARE_OF_SECONDS
    return section_job(run, order.scene, order.speeches, run.picture, share * run.settings.section_seconds)


async def _run(run: VideoRun, key: str, order: DryRunOrder, job: SectionJob) -> DryRun:
    answer = await run.renderer.run_dry(f"dry-run-{key}", order.text, job)
    if answer.record is None:
        # A script that could not write its record is not to blame.
        await asyncio.to_thread(require_space, run.folder)
    return judge_answer(answer, run.settings.section_seconds)


def judge_answer(answer: SectionAnswer, section_seconds: float) -> DryRun:
    """What the host's answer to a dry run means, if a rendering may take so many seconds. Pure."""
    if answer.outcome is not SectionOutcome.RENDERED or answer.record is None:
        return DryRun(reason=answer.reason or "it did not run", log=answer.log)
    doubt = find_doubt(answer.record, section_seconds)
    return DryRun(reason=doubt, log=answer.log if doubt else "", record=answer.record)


def find_doubt(record: DryRunRecord, section_seconds: float) -> str:
    """Why a section that ran to its end is no use as it is; empty if it is."""
    if record.plays == 0:
        return "it ended without a call of play or wait, so nothing ever moves: its code may be cut off"
    seconds = record.drawn_objects * _SECONDS_AN_OBJECT
    if seconds > section_seconds:
        frames = record.times.frame_count
        return (
            f"it would take {seconds:,.0f} seconds or more to render, of {section_seconds:,.0f} that it may: "
            f"about {record.drawn_objects // frames:,} objects move in each of its {frames:,} frames"
        )
    return ""


def pacing_of(dry_run: DryRun, speeches: Sequence[Speech], frame_rate: int) -> tuple[BeatPacing, ...]:
    """The seconds of each beat's speech and own pictures; empty for a section that did not run."""
    if dry_run.record is None:
        return ()
    times = dry_run.record.times
    frames = zip(times.beat_start_frames, dry_run.record.pictures_end_frames, strict=True)
    return tuple(
        BeatPacing(
            number,
            round(start / frame_rate, 2),
            round(speech.seconds, 2),
            round((end - start) / frame_rate, 2),
        )
        for number, (speech, (start, end)) in enumerate(zip(speeches, frames, strict=True), 1)
    )
