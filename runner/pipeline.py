"""Runs the stages in order; narration runs beside refinement if the first text is spoken."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from contract.result import Completed
from contract.spoken_story import STORY_NAME
from contract.stage import Stage
from contract.video import Narration
from runner.authors.base import ExplainedVideo, ScriptOrder
from runner.concurrency.gather import gather_both
from runner.stages.assemble import assemble
from runner.stages.check_script import check_script
from runner.stages.choose_text import SpokenText, choose_text
from runner.stages.context import VideoRun
from runner.stages.deliver import deliver
from runner.stages.explain import explain
from runner.stages.narrate import Narrated, narrate
from runner.stages.refine import refine
from runner.stages.render import render
from runner.stages.shown_script import show_script, text_so_far
from runner.stages.summary import VideoStory
from runner.stages.write_script import write_script
from runner.storage.origin import story_of
from runner.text.explanation import by_section


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


async def make_video(run: VideoRun) -> Completed:
    """Makes the video and returns its result.

    Raises PodreelError, bare or in an exception group.
    """
    watch = Stopwatch()
    with watch.time(Stage.EXPLAIN):
        explained = await explain(run)
    refined, spoken, narrated = await _refine_and_narrate(run, explained, watch)
    story = story_of(spoken.explanation, run.request.language)
    await run.checkpoints.put_value(STORY_NAME, story)
    order = _order(run, spoken, refined, narrated)
    with watch.time(Stage.WRITE_SCRIPT):
        written = await write_script(run, order)
        await show_script(run, text_so_far(order, written))
    with watch.time(Stage.CHECK_SCRIPT):
        checked = await check_script(run, order, written, narrated.speeches)
        await show_script(run, checked.script.text)
    with watch.time(Stage.RENDER):
        rendered = await render(run, checked, narrated.speeches)
    with watch.time("assemble"):
        assembled = await assemble(run, spoken.explanation.title, rendered)
    told = VideoStory(explained, refined, spoken, narrated, written, checked, watch.seconds)
    return await deliver(run, told, assembled)


async def _refine_and_narrate(
    run: VideoRun, explained: ExplainedVideo, watch: Stopwatch
) -> tuple[ExplainedVideo, SpokenText, Narrated]:
    async def timed_refine() -> ExplainedVideo:
        with watch.time(Stage.REFINE):
            return await refine(run, explained.explanation)

    async def timed_narrate(text: SpokenText) -> Narrated:
        with watch.time(Stage.NARRATE):
            return await narrate(run, text.explanation)

    if run.request.narration is Narration.INITIAL:
        first = SpokenText(explained.explanation)
        refined, narrated = await gather_both(timed_refine(), timed_narrate(first))
        return refined, first, narrated
    refined = await timed_refine()
    spoken = choose_text(run.request.narration, explained.explanation, refined)
    return refined, spoken, await timed_narrate(spoken)


def _order(run: VideoRun, spoken: SpokenText, refined: ExplainedVideo, narrated: Narrated) -> ScriptOrder:
    times = by_section(spoken.explanation.sections, (speech.times for speech in narrated.speeches))
    # What is left unsaid of a corrected text is other words for the same: pictures follow the voice.
    is_corrected = run.request.narration is Narration.CORRECTED
    facts = spoken.explanation if is_corrected else refined.explanation
    is_initial = run.request.narration is Narration.INITIAL
    corrections = refined.corrections if is_initial else ()
    return ScriptOrder(run.request, spoken.explanation, facts, times, corrections)
