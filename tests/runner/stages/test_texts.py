"""Explaining, refining and writing: what the model is asked, and that it is not asked twice."""

import json

import pytest

from contract.failure import FailureCode, PodreelError
from runner.llm.model import Prompt, Task
from runner.script.source import read_script
from runner.stages.check_script import check_script
from runner.stages.explain import explain
from runner.stages.refine import refine
from runner.stages.write_script import write_script
from tests.runner.stages.conftest import EXPLANATION, SCRIPT, Bench

ANSWER = EXPLANATION.model_dump_json()
BAD_ANSWERS = (
    "",
    "Sure! Here it is.",
    "{}",
    "[]",
    '{"title": "T", "sections": []}',
    '{"title": "", "sections": 5}',
)


async def test_the_model_is_asked_for_an_explanation_in_the_requests_language(bench: Bench) -> None:
    bench = bench.asking(language="fr")
    bench.model.answers = {Task.EXPLAIN: ANSWER}
    bench.model.notes = ("A note.",)
    explained = await explain(bench.run)
    assert (explained.explanation, explained.model, explained.notes) == (
        EXPLANATION,
        "fake:scripted",
        ("A note.",),
    )
    assert bench.model.prompts == [Prompt(Task.EXPLAIN, "Explain two parts", "fr")]


async def test_what_was_explained_refined_and_written_is_not_asked_for_again(bench: Bench) -> None:
    bench.model.answers = {Task.EXPLAIN: ANSWER, Task.REFINE: ANSWER, Task.WRITE_SCRIPT: SCRIPT}
    for _ in range(2):
        explained = await explain(bench.run)
        refined = await refine(bench.run, explained.explanation)
        written = await write_script(bench.run, refined.explanation)
    assert written.text == SCRIPT
    assert [bench.model.asked(task) for task in Task] == [1, 1, 1]


@pytest.mark.parametrize(
    "fields", [{"prompt": "Explain other things"}, {"language": "de"}, {"minutes": 2.0}], ids=str
)
async def test_another_request_is_explained_anew(bench: Bench, fields: dict[str, object]) -> None:
    bench.model.answers = {Task.EXPLAIN: ANSWER}
    await explain(bench.run)
    await explain(bench.asking(**fields).run)
    assert bench.model.asked(Task.EXPLAIN) == 2


@pytest.mark.parametrize("answer", BAD_ANSWERS)
async def test_an_answer_of_another_form_is_unavailable_and_not_kept(bench: Bench, answer: str) -> None:
    bench.model.answers = {Task.EXPLAIN: answer, Task.REFINE: answer}
    for attempt in (explain(bench.run), refine(bench.run, EXPLANATION)):
        with pytest.raises(PodreelError) as caught:
            await attempt
        assert caught.value.code is FailureCode.UNAVAILABLE
    assert await bench.run.objects.list("") == ()


async def test_a_model_that_is_down_fails_the_stage_with_its_own_words(bench: Bench) -> None:
    bench.model.answers = {Task.EXPLAIN: PodreelError(FailureCode.UNAVAILABLE, "The model sleeps.")}
    with pytest.raises(PodreelError, match="The model sleeps"):
        await explain(bench.run)


async def test_a_script_that_the_user_brings_is_its_own_explanation(bench: Bench) -> None:
    bench = bench.asking(script=SCRIPT, prompt="")
    explained = await explain(bench.run)
    assert explained.explanation == EXPLANATION
    assert (await refine(bench.run, explained.explanation)).explanation == EXPLANATION
    assert (await write_script(bench.run, EXPLANATION)).text == SCRIPT
    assert bench.model.prompts == []


async def test_a_script_that_says_what_was_spoken_passes(bench: Bench) -> None:
    assert (await check_script(bench.run, SCRIPT, EXPLANATION)).scenes == ("First", "Second")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (SCRIPT.replace('"The first beat.", ', ""), "not those of the explanation"),
        (SCRIPT.replace('"beats": ["The third beat."]', '"beats": []'), "not those of the explanation"),
        ("def (", "line 1"),
    ],
)
async def test_a_script_that_says_something_else_or_nothing_fails(
    bench: Bench, script: str, told: str
) -> None:
    with pytest.raises(PodreelError, match=told) as caught:
        await check_script(bench.run, script, EXPLANATION)
    assert caught.value.code is FailureCode.SCRIPT_FAILED


def test_the_script_of_these_tests_says_what_their_explanation_says() -> None:
    assert read_script(SCRIPT).narration.explanation == EXPLANATION
    assert json.loads(ANSWER)["title"] == "Two parts"
