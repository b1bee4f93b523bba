"""The ledger: each answer is paid for once, even after restarts, and cost is limited."""

from dataclasses import replace
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from runner.authors.models.base import ChatTurn, Prompt, ShownPicture, Task
from runner.authors.models.ledger import Ledger
from runner.storage.checkpoints import Checkpoints
from stores.objects.directory import DirectoryStore
from tests.fakes.objects import BrokenStore
from tests.fakes.pictures import picture
from tests.fakes.text_model import answering, said

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
PROMPT = Prompt(Task.EXPLAIN, "Explain.", (ChatTurn("What is a square?"),))


@pytest.fixture
def checkpoints(tmp_path: Path) -> Checkpoints:
    return Checkpoints(DirectoryStore(tmp_path / "objects"), ID)


async def test_the_next_attempt_uses_the_stored_answer(checkpoints: Checkpoints) -> None:
    model = answering("A square.")
    for _ in range(2):
        ledger = Ledger(checkpoints, cost_limit_usd=1)
        assert (await ledger.ask(model, PROMPT)).text == "A square."
    assert len(model.prompts) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(PROMPT, instructions="Explain well."),
        replace(PROMPT, turns=(ChatTurn("What is a circle?"),)),
        replace(PROMPT, turns=(ChatTurn("What is a square?", is_answer=True),)),
        replace(PROMPT, task=Task.REFINE),
        replace(PROMPT, max_output_tokens=1),
        replace(PROMPT, turns=(ChatTurn("What is a square?", pictures=(picture(),)),)),
    ],
    ids=["instructions", "turns", "role", "task", "length", "pictures"],
)
async def test_another_prompt_gets_another_answer(checkpoints: Checkpoints, other: Prompt) -> None:
    ledger, model = Ledger(checkpoints, cost_limit_usd=1), answering("One.", "Two.")
    await ledger.ask(model, PROMPT)
    assert (await ledger.ask(model, other)).text == "Two."


@pytest.mark.parametrize(
    "others",
    [(picture(64),), (picture(), picture()), (picture(kind="jpeg"),)],
    ids=["content", "number", "type"],
)
async def test_other_pictures_get_another_answer(
    checkpoints: Checkpoints, others: tuple[ShownPicture, ...]
) -> None:
    ledger, model = Ledger(checkpoints, cost_limit_usd=1), answering("One.", "Two.")
    for pictures in ((picture(),), others, (picture(),)):
        answer = await ledger.ask(model, replace(PROMPT, turns=(ChatTurn("Look.", pictures=pictures),)))
    assert (answer.text, len(model.prompts)) == ("One.", 2)


async def test_a_stored_answer_holds_no_picture(checkpoints: Checkpoints, tmp_path: Path) -> None:
    shown = picture(200, 200)
    prompt = replace(PROMPT, turns=(ChatTurn("Look.", pictures=(shown,)),))
    await Ledger(checkpoints, cost_limit_usd=1).ask(answering("A square."), prompt)
    (kept,) = (tmp_path / "objects" / "private" / ID / "work").glob("answer-*.json")
    assert "PNG" not in kept.read_text()
    assert kept.stat().st_size < 1000


async def test_answers_that_were_stored_before_there_were_pictures_are_used(
    checkpoints: Checkpoints,
) -> None:
    turns = (ChatTurn("What is a square?"), ChatTurn("A shape.", is_answer=True), ChatTurn("Go on."))
    prompt = Prompt(Task.EXPLAIN, "Explain.", turns, 321)
    name = "answer-412c4388f37848c49c91060964b2ee4a.json"
    await checkpoints.put(name, b'{"text": "It has four corners.", "model": "fake:one"}')
    model = answering()
    assert (await Ledger(checkpoints, cost_limit_usd=1).ask(model, prompt)).text == "It has four corners."
    assert model.prompts == []


async def test_another_chain_of_models_gives_its_own_answer(checkpoints: Checkpoints) -> None:
    ledger = Ledger(checkpoints, cost_limit_usd=1)
    await ledger.ask(answering("One."), PROMPT)
    other = answering("Two.")
    other.name = "fake:three"
    assert (await ledger.ask(other, PROMPT)).text == "Two."


async def test_every_call_is_counted_with_its_tokens_price_and_seconds(checkpoints: Checkpoints) -> None:
    ledger, model = Ledger(checkpoints, cost_limit_usd=1), answering("One.", said("Two.", cost_usd=None))
    await ledger.ask(model, PROMPT)
    await ledger.ask(model, replace(PROMPT, task=Task.REFINE))
    first, second = ledger.calls
    assert (first.task, first.model, first.usage.input_tokens, first.seconds) == (
        "explain",
        "fake:one",
        100,
        0.5,
    )
    assert (first.cost_usd, second.cost_usd, ledger.cost_usd) == (0.01, None, 0.01)
    assert not first.was_kept


async def test_the_cost_of_earlier_attempts_counts_and_is_marked(checkpoints: Checkpoints) -> None:
    await Ledger(checkpoints, cost_limit_usd=1).ask(answering("One."), PROMPT)
    ledger = Ledger(checkpoints, cost_limit_usd=1)
    await ledger.ask(answering(), PROMPT)
    assert ledger.cost_usd == 0.01
    assert [call.was_kept for call in ledger.calls] == [True]


async def test_beyond_the_limit_no_call_is_made_but_stored_answers_are_used(
    checkpoints: Checkpoints,
) -> None:
    model = answering("One.", "Two.")
    ledger = Ledger(checkpoints, cost_limit_usd=0.01)
    await ledger.ask(model, PROMPT)
    with pytest.raises(PodreelError, match=r"0\.01 USD") as caught:
        await ledger.ask(model, replace(PROMPT, task=Task.REFINE))
    assert caught.value.code is FailureCode.COST_USED_UP
    assert (await ledger.ask(model, PROMPT)).text == "One."
    assert len(model.prompts) == 1


async def test_after_forgetting_an_answer_the_model_is_asked_again(checkpoints: Checkpoints) -> None:
    ledger, model = Ledger(checkpoints, cost_limit_usd=1), answering("Nonsense.", "Sense.")
    await ledger.ask(model, PROMPT)
    await ledger.forget(model, PROMPT)
    assert (await ledger.ask(model, PROMPT)).text == "Sense."


async def test_after_a_damaged_answer_the_model_is_asked_again(
    checkpoints: Checkpoints, tmp_path: Path
) -> None:
    ledger, model = Ledger(checkpoints, cost_limit_usd=1), answering("One.", "Two.")
    await ledger.ask(model, PROMPT)
    (kept,) = (tmp_path / "objects" / "private" / ID / "work").glob("answer-*.json")
    kept.write_text("{")
    assert (await ledger.ask(model, PROMPT)).text == "Two."


async def test_an_unreachable_store_loses_no_answer() -> None:
    ledger, model = Ledger(Checkpoints(BrokenStore(), ID), cost_limit_usd=1), answering("One.")
    assert (await ledger.ask(model, PROMPT)).text == "One."


async def test_reasons_for_not_showing_pictures_are_reported_once_and_kept(
    checkpoints: Checkpoints,
) -> None:
    unseen = said("One.").model_copy(update={"unseen": ("fake:one sees no pictures",), "pictures": 2})
    model = answering(unseen, unseen)
    for _ in range(2):
        ledger = Ledger(checkpoints, cost_limit_usd=1)
        await ledger.ask(model, PROMPT)
        await ledger.ask(model, replace(PROMPT, task=Task.REVIEW))
        assert ledger.unseen == ("fake:one sees no pictures",)
        assert [call.pictures for call in ledger.calls] == [2, 2]


async def test_reasons_for_using_another_model_are_reported_once(checkpoints: Checkpoints) -> None:
    fallen = said("One.").model_copy(update={"falls": ("fake:zero sleeps",)})
    ledger, model = Ledger(checkpoints, cost_limit_usd=1), answering(fallen, fallen)
    await ledger.ask(model, PROMPT)
    await ledger.ask(model, replace(PROMPT, task=Task.REFINE))
    assert ledger.falls == ("fake:zero sleeps",)
