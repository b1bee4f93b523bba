"""Retries calls to a service after temporary failures, within limits of number and time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from contract.backoff import Backoff, Jitter

ResultT = TypeVar("ResultT")
_BACKOFF = Backoff(first_seconds=0.5, max_seconds=8.0, jitter=Jitter.FULL)


class PassingError(Exception):
    """A call failed temporarily; `wait_seconds` is the pause that the service asked for, if any."""

    def __init__(self, message: str, wait_seconds: float | None = None) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(message)


class RetriesExhausted(Exception):
    """All retries of a call failed, or its time ran out; the text is the last failure."""


@dataclass
class AttemptGate:
    """A pause that a service asked for; it holds for all calls that share the gate."""

    opens_at_seconds: float = field(default=0.0, init=False)
    reason: str = field(default="", init=False)

    def close(self, error: PassingError) -> None:
        """Closes the gate for as long as the service asked for."""
        opens_at = asyncio.get_running_loop().time() + (error.wait_seconds or 0.0)
        if opens_at > self.opens_at_seconds:
            self.opens_at_seconds, self.reason = opens_at, str(error)

    @property
    def left_seconds(self) -> float:
        return self.opens_at_seconds - asyncio.get_running_loop().time()


@dataclass(frozen=True)
class Retry:
    """Limits of one call with all its retries."""

    max_tries: int = 4
    total_seconds: float = 90.0
    backoff: Backoff = _BACKOFF

    async def call(self, once: Callable[[], Awaitable[ResultT]], gate: AttemptGate | None = None) -> ResultT:
        """The result of `once`, which raises PassingError for a failure to retry.

        Raises RetriesExhausted when tries or time are used up. Calls that share a `gate` pause together.
        """
        gate = gate or AttemptGate()
        ends_at = asyncio.get_running_loop().time() + self.total_seconds
        pauses = self.backoff.pauses()
        last: PassingError | None = None
        try:
            async with asyncio.timeout_at(ends_at) as limit:
                for number in range(self.max_tries):
                    if gate.opens_at_seconds >= ends_at:
                        reason = f"{gate.reason} (asks for a pause of {gate.left_seconds:.0f} s)"
                        raise RetriesExhausted(reason) from last
                    if number:
                        await asyncio.sleep(next(pauses))
                    await self._wait_for(gate)
                    try:
                        return await once()
                    except PassingError as error:
                        last = error
                        gate.close(error)
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise RetriesExhausted(f"{last or 'no answer'} (within {self.total_seconds:g} s)") from error
        raise RetriesExhausted(f"{last} ({self.max_tries} tries)") from last

    async def _wait_for(self, gate: AttemptGate) -> None:
        """Waits until the gate is open and a little longer, so that not all waiting calls start at once."""
        while (left := gate.left_seconds) > 0:  # noqa: ASYNC110 - another call may have closed it again
            await asyncio.sleep(left + self.backoff.pause_seconds(1))
