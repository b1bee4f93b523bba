"""Every answer that a video pays for: asked once, kept under the hash of its question, and counted."""

from collections.abc import Callable
from dataclasses import asdict

import structlog

from contract.failure import FailureCode, PodreelError
from contract.result_parts import ModelCall
from runner.authors.models.base import Completion, Prompt, Task, TextModel
from runner.storage.checkpoints import Checkpoints, content_hash

log = structlog.get_logger()
# Raise it when answers that were kept must not be used any more.
LEDGER_VERSION = 1


def _untold(cost_usd: float) -> None:
    """For whom nobody counts."""


class Ledger:
    """The answers of one video, within its limit of cost."""

    def __init__(
        self, checkpoints: Checkpoints, cost_limit_usd: float, tell: Callable[[float], None] = _untold
    ) -> None:
        """`tell` is called with the cost so far in USD, whenever it has changed."""
        self._checkpoints = checkpoints
        self._cost_limit_usd = cost_limit_usd
        self._tell = tell
        self._calls: list[ModelCall] = []
        self._falls: list[str] = []

    @property
    def calls(self) -> tuple[ModelCall, ...]:
        return tuple(self._calls)

    @property
    def falls(self) -> tuple[str, ...]:
        """Why models of a chain gave no answer, each reason once."""
        return tuple(dict.fromkeys(self._falls))

    @property
    def cost_usd(self) -> float:
        """What is known of the cost: answers of unknown price count nothing."""
        return sum(call.cost_usd or 0.0 for call in self._calls)

    async def ask(self, model: TextModel, prompt: Prompt) -> Completion:
        """The answer that is kept, or a new one, which is kept before it is used.

        Raises PodreelError: cost_used_up before a call beyond the limit, and what the model raises.
        """
        name = _name(model, prompt)
        kept = await self._kept(name)
        if kept is None and self.cost_usd >= self._cost_limit_usd:
            raise PodreelError(
                FailureCode.COST_USED_UP,
                f"This video's models cost {self.cost_usd:.2f} USD; {self._cost_limit_usd:g} are allowed.",
            )
        completion = kept or await model.complete(prompt)
        if kept is None:
            await self._checkpoints.put(name, completion.model_dump_json().encode())
        self._note(prompt.task, completion, was_kept=kept is not None)
        return completion

    async def forget(self, model: TextModel, prompt: Prompt) -> None:
        """Drops an answer that was of no use, so that the next attempt asks anew."""
        await self._checkpoints.drop(_name(model, prompt))

    async def _kept(self, name: str) -> Completion | None:
        stored = await self._checkpoints.get(name)
        if stored is None:
            return None
        try:
            return Completion.model_validate_json(stored)
        except ValueError:
            log.warning("checkpoint_unreadable", name=name)
            return None

    def _note(self, task: Task, completion: Completion, *, was_kept: bool) -> None:
        facts = completion.model_dump(include={"model", "finish", "usage", "cost_usd", "seconds", "tries"})
        call = ModelCall.model_validate({"task": task, "was_kept": was_kept, **facts})
        self._calls.append(call)
        self._falls.extend(completion.falls)
        self._tell(self.cost_usd)
        log.info("model_answered", **call.model_dump(mode="json"))


def _name(model: TextModel, prompt: Prompt) -> str:
    return f"answer-{content_hash(LEDGER_VERSION, model.name, asdict(prompt))}.json"
