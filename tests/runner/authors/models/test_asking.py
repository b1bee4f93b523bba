"""After an unusable answer the model is asked once more; a second one is a clear failure."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode
from runner.authors.models.asking import GO_ON, NoAnswer, UnusableAnswer, ask, join
from runner.authors.models.base import ChatTurn, Completion, Finish, Prompt, Task
from runner.authors.models.ledger import Ledger
from runner.storage.checkpoints import Checkpoints
from stores.objects.directory import DirectoryStore
from tests.fakes.pictures import picture
from tests.fakes.text_model import ScriptedModel, answering, said

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
PROMPT = Prompt(Task.EXPLAIN, "Explain.", (ChatTurn("What is a square?"),))
CUT, REFUSED = Finish.CUT, Finish.REFUSED


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(Checkpoints(DirectoryStore(tmp_path / "objects"), ID), cost_limit_usd=1)


def read(text: str) -> str:
    if "square" not in text:
        raise UnusableAnswer("it names no square")
    return text.upper()


async def test_a_good_answer_is_read_with_its_model(ledger: Ledger) -> None:
    answer = await ask(ledger, answering("A square."), PROMPT, read)
    assert (answer.value, answer.model) == ("A SQUARE.", "fake:one")


async def test_a_cut_answer_is_continued_once_where_it_stopped(ledger: Ledger) -> None:
    model = answering(said("A squ", CUT), "are.")
    assert (await ask(ledger, model, PROMPT, read)).value == "A SQUARE."
    continued = model.prompts[1]
    assert continued.turns == (*PROMPT.turns, ChatTurn("A squ", is_answer=True), ChatTurn(GO_ON))


async def test_after_prose_the_model_is_asked_with_the_pictures_still_before_it(ledger: Ledger) -> None:
    model = answering("I see a nice picture.", "A square.")
    prompt = Prompt(Task.REVIEW, "Review.", (ChatTurn("What is it?", pictures=(picture(),)),))
    assert (await ask(ledger, model, prompt, read)).value == "A SQUARE."
    assert model.prompts[1].turns[0] == prompt.turns[0]


async def test_an_answer_that_is_cut_twice_is_used_if_it_can_be_read(ledger: Ledger) -> None:
    model = answering(said("A square. A cir", CUT), said("cle. And", CUT))
    assert (await ask(ledger, model, PROMPT, read)).value == "A SQUARE. A CIRCLE. AND"
    assert len(model.prompts) == 2


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (said(""), "empty"),
        (said(" \n"), "empty"),
        (said("", REFUSED), "declined"),
        (said("I won't.", REFUSED), "declined"),
        (said("A circle."), "names no square"),
        (said("", CUT), "empty"),
    ],
    ids=["empty", "blank", "refused", "refused in words", "of another form", "cut before its first word"],
)
async def test_after_an_unusable_answer_the_model_is_asked_once_more_with_the_reason(
    ledger: Ledger, first: Completion, told: str
) -> None:
    model = answering(first, "A square.")
    assert (await ask(ledger, model, PROMPT, read)).value == "A SQUARE."
    following = model.prompts[1]
    assert told in following.turns[-1].text
    assert [turn.is_answer for turn in following.turns] == [False, True, False]
    assert all(turn.text.strip() for turn in following.turns)


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (said("", REFUSED), FailureCode.INVALID_REQUEST),
        (said(""), FailureCode.UNAVAILABLE),
        (said("A triangle."), FailureCode.UNAVAILABLE),
    ],
    ids=["refused", "empty", "of another form"],
)
async def test_a_second_unusable_answer_fails(ledger: Ledger, second: Completion, code: FailureCode) -> None:
    model = answering("A circle.", second)
    with pytest.raises(NoAnswer, match="fake:one") as caught:
        await ask(ledger, model, PROMPT, read)
    assert caught.value.code is code
    assert len(model.prompts) == 2


async def test_unusable_answers_are_not_stored_for_the_next_attempt(ledger: Ledger) -> None:
    with pytest.raises(NoAnswer):
        await ask(ledger, answering("A circle.", "A triangle."), PROMPT, read)
    model = answering("A square.")
    assert (await ask(ledger, model, PROMPT, read)).value == "A SQUARE."


async def test_a_kill_between_an_answer_and_its_continuation_repeats_only_the_second(ledger: Ledger) -> None:
    model = ScriptedModel([said("A squ", CUT)])
    with pytest.raises(IndexError):  # the model that is asked again has nothing more to say
        await ask(ledger, model, PROMPT, read)
    model.answers = [said("are.")]
    assert (await ask(ledger, model, PROMPT, read)).value == "A SQUARE."
    assert len(model.prompts) == 3


@pytest.mark.parametrize(
    ("start", "rest", "whole"),
    [
        ("The square has ", "four sides.", "The square has four sides."),
        ("The square has four", "has four sides.", "The square has fourhas four sides."),
        ("It says: the square has four", "the square has four sides.", "It says: the square has four sides."),
        ("```python\nx = 1\ny", "```python\n = 2\n```", "```python\nx = 1\ny = 2\n```"),
        ("```python\nx = 1\n```\n", "```python\ny = 2\n```", "```python\nx = 1\n```\n```python\ny = 2\n```"),
        ("", "all of it", "all of it"),
        ("all of it", "", "all of it"),
    ],
)
def test_a_continuation_is_joined_without_what_it_repeats(start: str, rest: str, whole: str) -> None:
    assert join(start, rest) == whole


@given(text=st.text(max_size=300), cut=st.integers(0, 300), again=st.integers(0, 100))
def test_joining_a_continuation_loses_nothing_however_much_it_repeats(
    text: str, cut: int, again: int
) -> None:
    start = text[:cut].replace("`", "")
    rest = text[cut:].replace("`", "")
    joined = join(start, start[len(start) - min(again, len(start)) :] + rest)
    assert joined.startswith(start)
    assert joined.endswith(rest)
