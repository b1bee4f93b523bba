"""Tries the models of an alias in order. A failed call is retried before the next model is asked."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from contract.backoff import Backoff, Jitter
from contract.failure import FailureCode, PodreelError
from runner.authors.models.base import Completion, Prompt
from runner.authors.models.vendors.errors import CallFailed, FailureKind
from runner.concurrency.retry import AttemptGate, PassingError, RetriesExhausted, Retry

log = structlog.get_logger()
AT_ONCE = 4
_BACKOFF = Backoff(first_seconds=1.0, max_seconds=30.0, jitter=Jitter.FULL)
# A long answer takes minutes; a stream that hangs is given up earlier, at the vendor's timeouts.
MODEL_TRIES = Retry(max_tries=4, total_seconds=900.0, backoff=_BACKOFF)

_SEE_WHAT_IS_SERVED = (
    "Run `podreel doctor --online` to list the available models, and name others in MODEL_CHAINS."
)
_CORRECT_THE_KEY = (
    "Correct the key that was refused, or unset it and choose another model; `podreel doctor --online` tries "
    "keys free of charge."
)
_ADD_CREDIT = "Add credit at the vendor, then resume the video: finished parts are kept."
_ASK_FOR_LESS = "Shorten the text, or choose another model."


class Link(Protocol):
    """A model of a vendor."""

    @property
    def name(self) -> str: ...

    async def complete_once(self, prompt: Prompt) -> Completion:
        """Makes one call, without retries; `tries` counts it if the link needed more. Raises CallFailed."""
        ...


@dataclass(frozen=True)
class Unusable:
    """A model that is not configured on this machine. `reason` names it and what is missing."""

    name: str
    reason: str


@dataclass
class _Asking:
    """The state of one prompt while models are tried."""

    prompt: Prompt
    started_at_seconds: float
    tries: int = 0
    failures: dict[str, CallFailed] = field(default_factory=dict)


class ModelChain:
    """A TextModel. A model with a permanent failure is not asked again while another one answers."""

    def __init__(
        self, links: Sequence[Link | Unusable], tries: Retry = MODEL_TRIES, at_once: int = AT_ONCE
    ) -> None:
        self._names = tuple(link.name for link in links)
        self._links = tuple(link for link in links if not isinstance(link, Unusable))
        self._unusable = {
            link.name: CallFailed(link.reason, FailureKind.NO_ACCESS)
            for link in links
            if isinstance(link, Unusable)
        }
        self._failed: dict[str, CallFailed] = {}
        self._tries = tries
        self._gates = {link.name: AttemptGate() for link in self._links}
        self._slots = asyncio.Semaphore(at_once)

    @property
    def name(self) -> str:
        """Includes unusable models, so that stored answers stay valid when a missing key is added."""
        return "|".join(self._names)

    async def complete(self, prompt: Prompt) -> Completion:
        """The first answer.

        Raises PodreelError: not_configured, unavailable, or invalid_request for a prompt that every model
        rejects, since a retry would fail the same way.
        """
        async with self._slots:
            asking = _Asking(prompt, asyncio.get_running_loop().time())
            while link := self._next(asking):
                try:
                    completion = await self._ask(link, asking)
                except CallFailed as error:
                    self._note(link, error)
                    asking.failures[link.name] = error
                else:
                    self._failed.pop(link.name, None)
                    return self._finished(completion, link, asking)
            raise _none_answered(self._reasons(asking), self._unusable)

    def _next(self, asking: _Asking) -> Link | None:
        """The next model in order. Models that failed before come last, if their failure was temporary."""
        left = [link for link in self._links if link.name not in asking.failures]
        fresh = [link for link in left if link.name not in self._failed]
        again = [link for link in left if link.name in self._failed and _may_pass(self._failed[link.name])]
        return next(iter(fresh + again), None)

    async def _ask(self, link: Link, asking: _Asking) -> Completion:
        async def once() -> Completion:
            asking.tries += 1
            try:
                return await link.complete_once(asking.prompt)
            except CallFailed as error:
                if _may_pass(error):
                    raise PassingError(_bare(error), error.wait_seconds) from error
                raise

        try:
            return await self._tries.call(once, self._gates[link.name])
        except RetriesExhausted as error:
            raise CallFailed(str(error), FailureKind.PASSING) from error

    def _note(self, link: Link, error: CallFailed) -> None:
        log.warning("model_failed", model=link.name, kind=error.kind, reason=error.message)
        if (
            error.kind is not FailureKind.REJECTED
        ):  # that is about this prompt; the model may take the next one
            self._failed[link.name] = error

    def _reasons(self, asking: _Asking) -> dict[str, CallFailed]:
        """Why models don't answer, in the chain's order. Failures of this call override earlier ones."""
        known = {**self._unusable, **self._failed, **asking.failures}
        return {name: known[name] for name in self._names if name in known}

    def _finished(self, completion: Completion, link: Link, asking: _Asking) -> Completion:
        earlier = self._names[: self._names.index(link.name)]
        falls = tuple(
            _bare(error)
            for name, error in self._reasons(asking).items()
            if name in earlier or name in asking.failures
        )
        seconds = asyncio.get_running_loop().time() - asking.started_at_seconds
        tries = asking.tries - 1 + completion.tries
        return completion.model_copy(update={"falls": falls, "tries": tries, "seconds": seconds})


def _may_pass(error: CallFailed) -> bool:
    return error.kind is FailureKind.PASSING


def _bare(error: CallFailed) -> str:
    """The reason, without its full stop, to be used inside another sentence."""
    return error.message.rstrip(".")


def _none_answered(reasons: Mapping[str, CallFailed], unusable: Iterable[str]) -> PodreelError:
    details = "; ".join(map(_bare, reasons.values()))
    asked = {error.kind for name, error in reasons.items() if name not in set(unusable)}
    code, next_step = _end_of(asked) if asked else (FailureCode.NOT_CONFIGURED, "")
    return PodreelError(code, f"No model answers: {details or 'the chain is empty'}.", next_step)


def _end_of(kinds: set[FailureKind]) -> tuple[FailureCode, str]:
    """The failure code, and a next step if the code's default one is not specific enough."""
    if kinds == {FailureKind.NO_ACCESS}:
        return FailureCode.NOT_CONFIGURED, _CORRECT_THE_KEY
    if kinds == {FailureKind.REJECTED}:
        return FailureCode.INVALID_REQUEST, _ASK_FOR_LESS
    if FailureKind.PASSING in kinds:
        return FailureCode.UNAVAILABLE, ""
    if FailureKind.NO_QUOTA in kinds:
        return FailureCode.UNAVAILABLE, _ADD_CREDIT
    return FailureCode.UNAVAILABLE, _SEE_WHAT_IS_SERVED
