"""The review by an author that asks models: what is paid for, and what is kept."""

from dataclasses import replace

import pytest

from contract.result_parts import ScriptResult
from runner.authors.models.author import ModelAuthor, Roles
from runner.authors.models.base import Task
from runner.authors.models.ledger import Ledger
from tests.fakes.answering import Said
from tests.fakes.teacher import Teacher, fenced
from tests.fakes.text_model import TaughtModel
from tests.runner.stages.conftest import Bench
from tests.runner.stages.drafts import check, draft_of, section

PARTLY = Said(fenced(section("Section1", "small1") + "\n\n" + section("Section2", "small3")))
REST = Said(fenced(section("Section1", "good") + "\n\n" + section("Section2", "small1")))
CENTS_AN_ANSWER = 0.01


async def reviewed_by(bench: Bench, teacher: Teacher, limit_usd: float = 1.0) -> tuple[ScriptResult, Ledger]:
    """The result of an attempt whose reviewer is the teacher, and what that has cost."""
    model = TaughtModel(teacher)
    ledger = Ledger(bench.run.checkpoints, limit_usd)
    author = ModelAuthor(Roles(model, model, model, model, reviewer_sees=True), ledger)
    run = replace(bench.run, author=author, ledger=ledger)
    checked, _ = await check(replace(bench, run=run), draft_of("small2", "small2"), {})
    assert checked.result is not None
    return checked.result, ledger


async def test_a_model_sees_all_sections_then_those_that_it_may_do_better(bench: Bench) -> None:
    teacher = Teacher(answers={Task.REVIEW: [PARTLY, REST]})
    result, _ = await reviewed_by(bench, teacher)
    first, second = (lecture.asked for lecture in teacher.lectures)
    assert len(first.pictures) == len(second.pictures) == 2
    assert first.pictures[0].data != second.pictures[0].data or first.turns != second.turns
    assert "its findings are 3, of which there were 2 before" in second.turns[-1][1]
    assert result.reviewed == ("Section1", "Section2")
    assert [fault.scene for fault in result.layout] == ["Section2"]


async def test_a_resumed_run_asks_nothing_twice(bench: Bench) -> None:
    teacher = Teacher(answers={Task.REVIEW: [PARTLY, REST]})
    first, _ = await reviewed_by(bench, teacher)
    again, ledger = await reviewed_by(bench, teacher)
    assert again == first
    assert len(teacher.lectures) == 2
    assert [call.was_kept for call in ledger.calls] == [True, True]


async def test_at_the_cost_limit_the_first_round_counts_and_more_money_brings_the_second(
    bench: Bench,
) -> None:
    teacher = Teacher(answers={Task.REVIEW: [PARTLY, REST]})
    result, _ = await reviewed_by(bench, teacher, limit_usd=CENTS_AN_ANSWER)
    assert (result.reviewed, result.dismissed) == (("Section1",), ("Section2",))
    assert len(teacher.lectures) == 1
    result, ledger = await reviewed_by(bench, teacher)
    assert result.reviewed == ("Section1", "Section2")
    assert [call.was_kept for call in ledger.calls] == [True, False]


@pytest.mark.parametrize(
    "answer",
    [
        Said("I would move the label a little, and use warmer colours."),
        Said("I can't look at this.", "refused"),
        Said(""),
        Said("![better](data:image/png;base64,iVBORw0KGgo=)"),
        Said(fenced("GAP = 7\n\n\ndef aid():\n    return GAP\n")),
        Said(fenced(section("Comets", "good"))),
    ],
    ids=["prose", "a refusal", "nothing", "a picture", "the shared code", "another video"],
)
async def test_a_reviewer_without_usable_code_changes_and_fails_nothing(bench: Bench, answer: Said) -> None:
    result, _ = await reviewed_by(bench, Teacher(answers={Task.REVIEW: answer}))
    assert (result.reviewed, result.dismissed) == ((), ())
    assert len(result.layout) == 4
