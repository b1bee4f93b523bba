"""An open client for one vendor's model, and limits on its answers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import httpx2
from pydantic_ai.models import Model
from pydantic_ai.settings import ModelSettings

from runner.authors.models.vendors.access import VendorTimeouts

# The events of a stream are about fifty times longer than their text; a longer body is not an answer.
MAX_BODY_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Line:
    """A model with its client.

    `has_own_loop`: its SDK blocks threads, so it runs on its own event loop. `thinks_aloud`: its text may
    start with the model's thoughts, up to a closing tag.
    """

    model: Model
    settings: ModelSettings
    close: Callable[[], Awaitable[None]]
    is_priced: bool = True
    has_own_loop: bool = False
    thinks_aloud: bool = False


class MissingKey(Exception):
    """The access has no key for the provider."""


def time_limits(patience: VendorTimeouts) -> httpx2.Timeout:
    """Timeouts for an HTTP client. A server may stay silent, without even a ping, for `idle_seconds`."""
    return httpx2.Timeout(patience.idle_seconds, connect=patience.connect_seconds)


async def bound_body(response: httpx2.Response) -> None:
    """A response hook for an HTTP client: an answer that is too long raises an error."""
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Bounded(response.stream)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        total = 0
        async for piece in self._stream:
            total += len(piece)
            if total > MAX_BODY_BYTES:
                raise httpx2.RemoteProtocolError("the answer is too long")
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()
