"""Explaining, refining, writing and checking, as the stages do them."""

import io
from dataclasses import replace

import pytest

from contract.failure import FailureCode, PodreelError
from runner.authors.base import ScriptOrder, WrittenScript
from runner.authors.own_script import OwnScriptAuthor
from runner.progress.reporter import Reporter
from runner.script.source import read_script
from runner.speech.voice import SpeechTimes
from runner.stages.check_script import ScriptToRender, check_script
from runner.stages.explain import explain
from runner.stages.refine import refine
from runner.stages.write_script import write_script
from runner.text.explanation import Explanation, Section
from tests.runner.stages.conftest import EXPLANATION, ID, SCRIPT, Bench


def order_of(bench: Bench) -> ScriptOrder:
    return ScriptOrder(
        bench.run.request,
        EXPLANATION,
        EXPLANATION,
        ((SpeechTimes(1.0), SpeechTimes(1.5)), (SpeechTimes(1.0),)),
    )


async def check(bench: Bench, script: str) -> ScriptToRender:
    return await check_script(bench.run, order_of(bench), WrittenScript(script, "fake:scripted"), ())


async def test_each_stage_asks_the_author_once_and_returns_the_answer(bench: Bench) -> None:
    bench.author.explanation, bench.author.notes, bench.author.script = EXPLANATION, ("A note.",), SCRIPT
    explained = await explain(bench.run)
    assert (explained.explanation, explained.notes) == (EXPLANATION, ("A note.",))
    assert (await refine(bench.run, EXPLANATION)).explanation == EXPLANATION
    assert (await write_script(bench.run, order_of(bench))).text == SCRIPT
    assert bench.author.asked == ["explain", "refine", "write"]


async def test_an_author_that_is_down_fails_the_stage_with_its_own_words(bench: Bench) -> None:
    bench.author.failure = PodreelError(FailureCode.UNAVAILABLE, "The model sleeps.")
    with pytest.raises(PodreelError, match="The model sleeps"):
        await explain(bench.run)


NO_SPEECH = Explanation(title="7", sections=(Section(title="7", beats=("<b></b>", "🎬 — 🎬", "\u200b")),))


async def test_a_text_without_anything_to_speak_is_refused_before_a_voice_is_asked(bench: Bench) -> None:
    bench.author.explanation = NO_SPEECH
    with pytest.raises(PodreelError, match="nothing to speak") as caught:
        await explain(bench.run)
    assert caught.value.code is FailureCode.INVALID_REQUEST


async def test_a_users_own_script_may_be_silent(bench: Bench) -> None:
    bench.author.explanation = NO_SPEECH
    run = replace(bench.run, request=bench.run.request.model_copy(update={"script": SCRIPT}))
    assert (await explain(run)).explanation == NO_SPEECH


async def test_no_progress_is_reported_for_stages_without_work(bench: Bench) -> None:
    stream = io.StringIO()
    author = OwnScriptAuthor(read_script(SCRIPT))
    run = replace(bench.run, author=author, reporter=Reporter(ID, stream))
    assert (await explain(run)).explanation == EXPLANATION
    assert (await refine(run, EXPLANATION)).explanation == EXPLANATION
    written = await write_script(run, order_of(bench))
    assert (written.text, written.is_users_own) == (SCRIPT, True)
    assert stream.getvalue() == ""


async def test_a_script_with_the_spoken_beats_passes_without_a_trial(bench: Bench) -> None:
    assert (await check(bench, SCRIPT)).script.scenes == ("First", "Second")
    assert bench.host.jobs == []


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (SCRIPT.replace('"The first beat.", ', ""), "differ from the explanation"),
        (SCRIPT.replace('"beats": ["The third beat."]', '"beats": []'), "differ from the explanation"),
        ("def (", "line 1"),
    ],
)
async def test_a_script_whose_beats_differ_from_the_spoken_ones_fails(
    bench: Bench, script: str, told: str
) -> None:
    with pytest.raises(PodreelError, match=told) as caught:
        await check(bench, script)
    assert caught.value.code is FailureCode.SCRIPT_FAILED


def test_the_script_of_these_tests_says_what_their_explanation_says() -> None:
    assert read_script(SCRIPT).narration.explanation == EXPLANATION
