"""Calls to a speech service that may fail for a moment: the only place where they are made again."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from runner.speech.voice import VoiceError

ResultT = TypeVar("ResultT")


class PassingError(Exception):
    """A call failed in a way that may pass; `wait_seconds` is what the service asked for."""

    def __init__(self, message: str, wait_seconds: float | None = None) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(message)


@dataclass(frozen=True)
class Tries:
    """Bounds of one call with all its repetitions; times are in seconds."""

    most: int = 4
    total_seconds: float = 90.0
    first_pause_seconds: float = 0.5
    longest_pause_seconds: float = 8.0

    async def call(self, once: Callable[[], Awaitable[ResultT]]) -> ResultT:
        """The result of `once`, which raises PassingError where another try makes sense.

        Raises VoiceError when the tries or the time are used up.
        """
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + self.total_seconds
        last = ""
        try:
            async with asyncio.timeout_at(ends_at):
                for number in range(1, self.most + 1):
                    try:
                        return await once()
                    except PassingError as error:
                        last = str(error)
                        pause = max(error.wait_seconds or 0.0, self._pause_seconds(number))
                    if number == self.most:
                        break
                    if loop.time() + pause >= ends_at:
                        raise VoiceError(f"{last} (asks for a pause of {pause:.0f} s)")
                    await asyncio.sleep(pause)
        except TimeoutError as error:
            raise VoiceError(f"{last or 'no answer'} (within {self.total_seconds:g} s)") from error
        raise VoiceError(f"{last} ({self.most} tries)")

    def _pause_seconds(self, number: int) -> float:
        """Full jitter, so that beats that failed together don't come back together."""
        longest = min(self.longest_pause_seconds, self.first_pause_seconds * 2 ** (number - 1))
        return random.uniform(0.0, longest)  # noqa: S311 - nothing secret


def wait_seconds_of(retry_after: str | None) -> float | None:
    """Seconds that a `Retry-After` asks for; None for no number, such as a date."""
    try:
        seconds = float(retry_after or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None
