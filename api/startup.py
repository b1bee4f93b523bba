"""Answers requests with the reason while a service that Podreel needs to start is unreachable."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from api.connections.limits import MOST_CONNECTIONS, fitting
from api.connections.server import GuardedServer
from api.problems import Problem, ProblemKind, problem_response
from api.schemas.service import LivenessAnswer
from contract.backoff import Backoff
from contract.failure import PodreelError

log = structlog.get_logger()
ResultT = TypeVar("ResultT")
BACKOFF = Backoff(first_seconds=0.5, max_seconds=10.0)
LAST_ANSWERS_SECONDS = 1


async def wait_until_open(listening: socket.socket, begin: Callable[[], Awaitable[ResultT]]) -> ResultT:
    """Calls `begin` until it succeeds and returns its result; meanwhile requests get a 503 with the reason.

    Raises PodreelError for errors that are not retryable.
    """
    try:
        return await begin()
    except PodreelError as error:
        closed = _Closed(_worth_waiting(error))
    server = GuardedServer(
        closed, fitting(MOST_CONNECTIONS), lifespan="off", timeout_graceful_shutdown=LAST_ANSWERS_SECONDS
    )
    # A copy, because the server closes its socket when it stops.
    serving = asyncio.create_task(server.serve(sockets=[listening.dup()]))
    pauses = BACKOFF.pauses()
    try:
        while True:
            await asyncio.sleep(next(pauses))
            try:
                return await begin()
            except PodreelError as error:
                closed.reason = _worth_waiting(error)
    finally:
        server.should_exit = True
        await serving


def _worth_waiting(error: PodreelError) -> PodreelError:
    if not error.failure.is_retryable:
        raise error
    log.warning("waiting", code=error.code, reason=error.detail, next_step=error.next_step)
    return error


class _Closed:
    """An ASGI application that is live but not ready: it answers 503 with the reason."""

    def __init__(self, reason: PodreelError) -> None:
        self.reason = reason

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        await self._answer(scope["path"])(scope, receive, send)

    def _answer(self, path: str) -> Response:
        if path == "/health/live":
            return JSONResponse(LivenessAnswer(status="live").model_dump())
        reason = self.reason
        return problem_response(Problem(ProblemKind.UNAVAILABLE, reason.detail, reason.next_step), path)
