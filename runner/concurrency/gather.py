"""Runs work concurrently; when one part fails, the others still finish, since they are paid for."""

import asyncio
from collections.abc import Awaitable, Iterable
from typing import TypeVar

ResultT = TypeVar("ResultT")
OtherT = TypeVar("OtherT")


async def gather_all(work: Iterable[Awaitable[ResultT]]) -> list[ResultT]:
    """The results in order. If any failed, raises the first failure in order once all have ended.

    Cancelling cancels all of them at once.
    """
    results = await asyncio.gather(*work, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if not isinstance(result, BaseException)]


async def gather_both(first: Awaitable[ResultT], second: Awaitable[OtherT]) -> tuple[ResultT, OtherT]:
    """Like `gather_all`, for two results of different types."""
    one, other = await asyncio.gather(first, second, return_exceptions=True)
    if isinstance(one, BaseException):
        raise one
    if isinstance(other, BaseException):
        raise other
    return one, other
