"""Reads each body before the app sees it. Without a key little may be sent: many must not fill the memory."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, AsyncExitStack

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.middleware import send_problem
from api.problems import Problem, ProblemKind

BODY_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# A login and every request without own texts are smaller.
SMALL_BYTES = 16 * 1024
Admit = Callable[[Scope], Awaitable[AbstractContextManager[None]]]


class BodyLimit:
    """Reads the whole body, unless it is too large or too slow, or large and from somebody without a key."""

    def __init__(self, app: ASGIApp, max_bytes: int, seconds: float, admit: Admit) -> None:
        """`admit` returns what is held while a large body is read; it raises Problem to refuse the body."""
        self._app, self._max_bytes, self._seconds, self._admit = app, max_bytes, seconds, admit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in BODY_METHODS:
            await self._app(scope, receive, send)
            return
        async with AsyncExitStack() as stack:
            try:
                body = await self._read(scope, receive, stack)
            except Problem as problem:
                # Otherwise the unread rest would be taken for the next request.
                problem.headers.setdefault("Connection", "close")
                await send_problem(problem, scope, receive, send)
                return
            if body is not None:
                await self._app(scope, _once(body, receive), send)

    async def _read(self, scope: Scope, receive: Receive, stack: AsyncExitStack) -> bytes | None:
        """The body; None if the caller disconnected. What a large one holds is put on the stack."""
        length = Headers(scope=scope).get("content-length", "")
        size = int(length[:18]) if length.isdigit() else 0
        body, is_large, has_more = bytearray(), False, True
        try:
            async with asyncio.timeout(self._seconds):
                while True:
                    if size > self._max_bytes:
                        raise self._too_large()
                    if size > SMALL_BYTES and not is_large:
                        is_large = True
                        stack.enter_context(await self._admit(scope))
                    if not has_more:
                        return bytes(body)
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    body += message.get("body", b"")
                    size, has_more = max(size, len(body)), message.get("more_body", False)
        except TimeoutError as error:
            raise Problem(
                ProblemKind.TOO_SLOW, f"The request body did not arrive within {self._seconds:g} s."
            ) from error

    def _too_large(self) -> Problem:
        return Problem(
            ProblemKind.TOO_LARGE, f"The request body is larger than {self._max_bytes // 1024} KiB."
        )


def _once(body: bytes, receive: Receive) -> Receive:
    """Yields the whole body as one message, then the server's messages."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def following() -> Message:
        return messages.pop() if messages else await receive()

    return following
