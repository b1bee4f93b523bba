"""Calls to a service that may fail for a moment, made again within bounds of number and time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from contract.backoff import Backoff, Jitter

ResultT = TypeVar("ResultT")
_BACKOFF = Backoff(first_seconds=0.5, max_seconds=8.0, jitter=Jitter.FULL)


class PassingError(Exception):
    """A call failed in a way that may pass; `wait_seconds` is what the service asked for."""

    def __init__(self, message: str, wait_seconds: float | None = None) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(message)


class RetriesExhausted(Exception):
    """A call failed as often, or for as long, as it was tried; the text is the last failure."""


@dataclass
class AttemptGate:
    """A service's wish for a pause, which holds for all calls that share the gate."""

    opens_at_seconds: float = field(default=0.0, init=False)
    reason: str = field(default="", init=False)

    def close(self, error: PassingError) -> None:
        """Closes it for as long as the service asked for."""
        opens_at = asyncio.get_running_loop().time() + (error.wait_seconds or 0.0)
        if opens_at > self.opens_at_seconds:
            self.opens_at_seconds, self.reason = opens_at, str(error)

    @property
    def left_seconds(self) -> float:
        return self.opens_at_seconds - asyncio.get_running_loop().time()


@dataclass(frozen=True)
class Retry:
    """Bounds of one call with all its repetitions; times are in seconds."""

    max_tries: int = 4
    total_seconds: float = 90.0
    backoff: Backoff = _BACKOFF

    async def call(self, once: Callable[[], Awaitable[ResultT]], gate: AttemptGate | None = None) -> ResultT:
        """The result of `once`, which raises PassingError where another try makes sense.

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
                        told = f"{gate.reason} (asks for a pause of {gate.left_seconds:.0f} s)"
                        raise RetriesExhausted(told) from last
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
        """Waits until the gate is open, and a little more, so that calls that waited together part."""
        while (left := gate.left_seconds) > 0:  # noqa: ASYNC110 - it may have been closed again
            await asyncio.sleep(left + self.backoff.pause_seconds(1))


def wait_seconds_of(retry_after: str | None) -> float | None:
    """Seconds that a `Retry-After` asks for; None for no number, such as a date."""
    try:
        seconds = float(retry_after or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None
