"""Calls to a speech service, repeated where their failure may pass."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from runner.concurrency.retry import RetriesExhausted, Retry
from runner.speech.voice import VoiceError

ResultT = TypeVar("ResultT")


async def call_with_retry(tries: Retry, once: Callable[[], Awaitable[ResultT]]) -> ResultT:
    """The result of `once` within these tries. Raises VoiceError when they are used up."""
    try:
        return await tries.call(once)
    except RetriesExhausted as error:
        raise VoiceError(str(error)) from error
