"""Middleware before all routes: checks of the Host, request ids, unexpected errors."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.auth.api_keys import is_loopback
from api.metrics import Metrics
from api.problems import Problem, ProblemKind, problem_response

log = structlog.get_logger()
REQUEST_ID = "podreel.request_id"
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(:\d{1,5})?", re.ASCII)
# For answers that are no page. A browser that shows one loads nothing for it, and no page may frame it.
NOTHING_ALLOWED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
Check = Callable[[Headers], None]


class EveryAnswer:
    """Outermost: assigns the request id, measures the request, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = scope[REQUEST_ID] = uuid.uuid4().hex
        started_at, status = time.perf_counter(), 0

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "no-referrer")
                # An answer that somebody keeps would outlive the right to read it.
                headers.setdefault("Cache-Control", "no-store")
                headers.setdefault("Content-Security-Policy", NOTHING_ALLOWED)
                self._metrics.answered(scope, status, time.perf_counter() - started_at)
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._app(scope, receive, note)


class UnhandledErrors:
    """Answers 500 for unexpected exceptions. It is inside what lets other origins' pages read answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_started = False

        async def note(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception:  # any bug of a route: the response has the request's id, the log has the details
            log.exception("request_failed", request_id=scope.get(REQUEST_ID), path=scope["path"])
            if has_started:
                raise
            problem = Problem(ProblemKind.INTERNAL, "Podreel had an internal error.")
            await send_problem(problem, scope, receive, send)


class RequestChecks:
    """Answers with the Problem that a check raises, before the body is read."""

    def __init__(self, app: ASGIApp, check: Check) -> None:
        self._app, self._check = app, check

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                self._check(Headers(scope=scope))
            except Problem as problem:
                await send_problem(problem, scope, receive, send)
                return
        await self._app(scope, receive, send)


def check_host(headers: Headers) -> None:
    """Raises Problem(bad_host) if the Host header is not a host."""
    if _HOST.fullmatch(headers.get("host", "")) is None:
        raise Problem(ProblemKind.BAD_HOST, "The Host header is missing, or is not a host and port.")


def only_this_machine(headers: Headers) -> None:
    """Raises Problem(forbidden) for other names of this machine: for a service without keys.

    Otherwise a page whose own name resolves to this machine (DNS rebinding) could control the service.
    """
    host = headers.get("host", "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if not is_loopback(name):
        raise Problem(
            ProblemKind.FORBIDDEN,
            f"This service only accepts this machine's own names as Host, not {name!r}.",
            "Use http://127.0.0.1 or http://localhost.",
        )


async def send_problem(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers a request with a problem."""
    response = problem_response(problem, scope["path"], str(scope.get(REQUEST_ID, "")))
    await response(scope, receive, send)
