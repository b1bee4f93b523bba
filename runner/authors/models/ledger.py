"""Pays for each answer once: stores it under the hash of its prompt, and adds up the cost."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace

import structlog

from contract.failure import FailureCode, PodreelError
from contract.result_parts import ModelCall
from runner.authors.models.base import ChatTurn, Completion, Prompt, ShownPicture, Task, TextModel
from runner.storage.checkpoints import Checkpoints, content_hash

log = structlog.get_logger()
# Increase it when stored answers must no longer be used.
LEDGER_VERSION = 1


def _untold(cost_usd: float) -> None:
    """Ignores the cost."""


class Ledger:
    """The answers of one video, within its cost limit."""

    def __init__(
        self, checkpoints: Checkpoints, cost_limit_usd: float, tell: Callable[[float], None] = _untold
    ) -> None:
        """`tell` is called after each answer, with the cost so far in USD."""
        self._checkpoints = checkpoints
        self._cost_limit_usd = cost_limit_usd
        self._tell = tell
        self._calls: list[ModelCall] = []
        self._falls: list[str] = []
        self._unseen: list[str] = []

    @property
    def calls(self) -> tuple[ModelCall, ...]:
        return tuple(self._calls)

    @property
    def falls(self) -> tuple[str, ...]:
        """The reasons why models of a chain gave no answer, each once."""
        return tuple(dict.fromkeys(self._falls))

    @property
    def unseen(self) -> tuple[str, ...]:
        """The reasons why models were not shown all pictures, each once."""
        return tuple(dict.fromkeys(self._unseen))

    @property
    def cost_usd(self) -> float:
        """The known cost so far; answers of unknown price count as 0."""
        return sum(call.cost_usd or 0.0 for call in self._calls)

    async def ask(self, model: TextModel, prompt: Prompt) -> Completion:
        """The stored answer, or a new one, which is stored before it is used.

        Raises PodreelError(cost_used_up) instead of a call once the limit is reached, and everything that the
        model raises.
        """
        name = _name(model, prompt)
        kept = await self._checkpoints.known(name, Completion)
        if kept is None and self.cost_usd >= self._cost_limit_usd:
            raise PodreelError(
                FailureCode.COST_USED_UP,
                f"This video's models cost {self.cost_usd:.2f} USD; its limit is {self._cost_limit_usd:g}.",
            )
        completion = kept or await model.complete(prompt)
        if kept is None:
            await self._checkpoints.put_value(name, completion)
        self._note(prompt.task, completion, was_kept=kept is not None)
        return completion

    async def forget(self, model: TextModel, prompt: Prompt) -> None:
        """Removes an unusable answer, so that the next attempt asks again."""
        await self._checkpoints.drop(_name(model, prompt))

    def _note(self, task: Task, completion: Completion, *, was_kept: bool) -> None:
        facts = completion.model_dump(
            include={"model", "finish", "usage", "cost_usd", "seconds", "tries", "pictures"}
        )
        call = ModelCall.model_validate({"task": task, "was_kept": was_kept, **facts})
        self._calls.append(call)
        self._falls.extend(completion.falls)
        self._unseen.extend(completion.unseen)
        self._tell(self.cost_usd)
        log.info("model_answered", **call.model_dump(mode="json"))


def _name(model: TextModel, prompt: Prompt) -> str:
    return f"answer-{content_hash(LEDGER_VERSION, model.name, _facts(prompt))}.json"


def _facts(prompt: Prompt) -> Mapping[str, object]:
    """What an answer depends on; pictures only where there are any, so that older answers keep their key."""
    return {**asdict(replace(prompt, turns=())), "turns": [_facts_of_turn(turn) for turn in prompt.turns]}


def _facts_of_turn(turn: ChatTurn) -> Mapping[str, object]:
    facts = {"text": turn.text, "is_answer": turn.is_answer}
    return {**facts, "pictures": [_digest(picture) for picture in turn.pictures]} if turn.pictures else facts


def _digest(picture: ShownPicture) -> str:
    return f"{picture.media_type} {hashlib.sha256(picture.data).hexdigest()}"
