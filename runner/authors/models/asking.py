"""Asks a model, and asks once more if the answer is cut off, empty, refused or in the wrong form."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from contract.failure import FailureCode, PodreelError
from runner.authors.models.base import ChatTurn, Completion, Finish, Prompt, TextModel
from runner.authors.models.ledger import Ledger

ValueT = TypeVar("ValueT")

GO_ON = "Your answer was cut off. Go on exactly where it stopped: no greeting, nothing repeated."
EMPTY = "Your answer was empty. Please answer what was asked."
REFUSED = (
    "You declined. It is for a video that explains to learners: please answer what can be answered of it."
)
# Fewer characters may match by chance.
_LEAST_OVERLAP_CHARACTERS, _MAX_OVERLAP_CHARACTERS = 12, 400


class UnusableAnswer(Exception):
    """An answer that can't be used. The reason is also sent to the model."""


class NoAnswer(PodreelError):
    """The model answered twice, but neither answer could be used."""


@dataclass(frozen=True)
class Answer(Generic[ValueT]):
    """The value read from an answer, and the model that gave the answer."""

    value: ValueT
    model: str


async def ask(
    ledger: Ledger, model: TextModel, prompt: Prompt, read: Callable[[str], ValueT]
) -> Answer[ValueT]:
    """The answer as read by `read`, which raises UnusableAnswer for an answer that it can't use.

    Raises NoAnswer after a second unusable answer (neither is then kept in the ledger), and everything that
    `Ledger.ask` raises.
    """
    first = await ledger.ask(model, prompt)
    try:
        return Answer(read(_whole(first)), first.model)
    except UnusableAnswer as error:
        following = _follow_up(prompt, first, str(error))
    second = await ledger.ask(model, following)
    text = join(first.text, second.text) if first.finish is Finish.CUT and first.text.strip() else second.text
    try:
        _require_answer(second)
        return Answer(read(text), second.model)
    except UnusableAnswer as error:
        await ledger.forget(model, prompt)
        await ledger.forget(model, following)
        raise _no_answer(second, str(error)) from error


def join(start: str, rest: str) -> str:
    """An answer joined with its continuation, which may repeat the last words or reopen the code block."""
    if start.count("```") % 2 and rest.lstrip().startswith("```"):
        rest = rest.lstrip().partition("\n")[2]
    longest = min(len(start), len(rest), _MAX_OVERLAP_CHARACTERS)
    for length in range(longest, _LEAST_OVERLAP_CHARACTERS - 1, -1):
        if start.endswith(rest[:length]):
            return start + rest[length:]
    return start + rest


def _whole(completion: Completion) -> str:
    _require_answer(completion)
    if completion.finish is Finish.CUT:
        raise UnusableAnswer("it was cut off")
    return completion.text


def _require_answer(completion: Completion) -> None:
    if completion.finish is Finish.REFUSED:
        raise UnusableAnswer("it declined to answer")
    if not completion.text.strip():
        raise UnusableAnswer("it was empty")


def _follow_up(prompt: Prompt, completion: Completion, reason: str) -> Prompt:
    if completion.finish is Finish.REFUSED:
        message = REFUSED
    elif not completion.text.strip():
        message = EMPTY
    elif completion.finish is Finish.CUT:
        message = GO_ON
    else:
        message = (
            f"Your answer can't be used: {reason}. Please give the whole answer again in the asked form."
        )
    # Vendors reject empty turns.
    given = completion.text.strip() and (ChatTurn(completion.text, is_answer=True),)
    return replace(
        prompt, turns=(*prompt.turns, *(given or (ChatTurn("…", is_answer=True),)), ChatTurn(message))
    )


def _no_answer(completion: Completion, reason: str) -> NoAnswer:
    if completion.finish is Finish.REFUSED:
        return NoAnswer(
            FailureCode.INVALID_REQUEST,
            f"The model {completion.model} declines to answer this question.",
            "Rephrase the question, or choose another model.",
        )
    return NoAnswer(
        FailureCode.UNAVAILABLE,
        f"The model {completion.model} gave two answers that can't be used: {reason}.",
        "Resume the video to ask it again, or choose another model.",
    )
