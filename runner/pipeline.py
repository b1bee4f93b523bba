"""Runs the stages in order; narration beside refinement, unless it is the refined text that is spoken."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from contract.stage import Stage
from contract.video import Narration
from runner.context import VideoRun
from runner.result import VideoResult
from runner.stages.assemble import assemble
from runner.stages.check_script import check_script
from runner.stages.deliver import Story, deliver
from runner.stages.explain import Explained, explain
from runner.stages.narrate import Narrated, narrate
from runner.stages.refine import refine
from runner.stages.render import render
from runner.stages.write_script import write_script


@dataclass
class Stopwatch:
    """Seconds of wall time in each part of the run."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def time(self, part: str) -> Iterator[None]:
        started_at = time.monotonic()
        try:
            yield
        finally:
            self.seconds[part] = round(time.monotonic() - started_at, 3)


async def make_video(run: VideoRun) -> VideoResult:
    """Makes the video, or finds that it was made already.

    Raises PodreelError, bare or in an exception group.
    """
    watch = Stopwatch()
    with watch.time(Stage.EXPLAIN):
        explained = await explain(run)
    refined, narrated = await _refine_and_narrate(run, explained, watch)
    spoken = _spoken(run, explained, refined)
    with watch.time(Stage.WRITE_SCRIPT):
        written = await write_script(run, spoken.explanation)
    with watch.time(Stage.CHECK_SCRIPT):
        script = await check_script(run, written.text, spoken.explanation)
    with watch.time(Stage.RENDER):
        pictures = await render(run, script, narrated.speeches)
    with watch.time("assemble"):
        assembled = await assemble(run, spoken.explanation.title, pictures)
    story = Story(explained, refined, narrated, written, script, watch.seconds)
    return await deliver(run, story, assembled)


async def _refine_and_narrate(
    run: VideoRun, explained: Explained, watch: Stopwatch
) -> tuple[Explained, Narrated]:
    async def timed_refine() -> Explained:
        with watch.time(Stage.REFINE):
            return await refine(run, explained.explanation)

    async def timed_narrate(text: Explained) -> Narrated:
        with watch.time(Stage.NARRATE):
            return await narrate(run, text.explanation)

    if run.request.narration is Narration.REFINED:
        refined = await timed_refine()
        return refined, await timed_narrate(refined)
    async with asyncio.TaskGroup() as group:
        refining = group.create_task(timed_refine())
        narrating = group.create_task(timed_narrate(explained))
    return refining.result(), narrating.result()


def _spoken(run: VideoRun, explained: Explained, refined: Explained) -> Explained:
    return refined if run.request.narration is Narration.REFINED else explained
