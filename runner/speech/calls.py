"""Calls to a speech service, retried on temporary failures."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from runner.concurrency.retry import RetriesExhausted, Retry
from runner.speech.voice import VoiceError

ResultT = TypeVar("ResultT")


async def call_with_retry(tries: Retry, once: Callable[[], Awaitable[ResultT]]) -> ResultT:
    """Calls `once` and retries it as `tries` allows. Raises VoiceError if every try fails."""
    try:
        return await tries.call(once)
    except RetriesExhausted as error:
        raise VoiceError(str(error)) from error
