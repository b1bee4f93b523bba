"""Middleware before all routes: checks of Host and origin, request ids, unexpected errors."""

import re
import time
import uuid
from collections.abc import Callable
from urllib.parse import urlsplit

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


class UnhandledErrors:
    """Outermost: assigns the request id, measures the request, and answers 500 for unexpected exceptions."""

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

        try:
            with structlog.contextvars.bound_contextvars(request_id=request_id):
                await self._app(scope, receive, note)
        except Exception:  # the outermost place: the response has the id, the log has the details
            log.exception("request_failed", request_id=request_id, path=scope["path"])
            if status:
                raise
            problem = Problem(ProblemKind.INTERNAL, "Podreel had an internal error.")
            await problem_response(problem, scope["path"], request_id)(scope, receive, note)


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


def only_this_machine(origins: tuple[str, ...]) -> Check:
    """A check for a service without keys: refuses pages of other origins, and other names of this machine.

    Otherwise a page whose own name resolves to this machine (DNS rebinding) could control the service.
    """

    def check(headers: Headers) -> None:
        host = headers.get("host", "")
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        if not is_loopback(name):
            raise Problem(
                ProblemKind.FORBIDDEN,
                f"This service only accepts this machine's own names as Host, not {name!r}.",
                "Use http://127.0.0.1 or http://localhost.",
            )
        require_origin(headers.get("origin"), host, origins)

    return check


def require_origin(origin: str | None, host: str, origins: tuple[str, ...]) -> None:
    """Raises Problem(forbidden) for a page that is neither Podreel's own nor one of `origins`."""
    if origin is None or origin in origins or _same_host(origin, host):
        return
    raise Problem(
        ProblemKind.FORBIDDEN,
        "This page's origin is not allowed.",
        "Ask the operator to allow this origin.",
    )


def _same_host(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == host.lower()


async def send_problem(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers a request with a problem."""
    response = problem_response(problem, scope["path"], str(scope.get(REQUEST_ID, "")))
    await response(scope, receive, send)
