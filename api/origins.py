"""Which web pages may use the API: Podreel's own, and those of allowed origins. Others are told why not."""

import re
from dataclasses import dataclass, field

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.middleware import send_problem
from api.problems import Problem, ProblemKind
from contract.origins import origin_of

log = structlog.get_logger()
MOST_LOGGED = 100
_MAX_CHARACTERS = 200
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[a-z0-9._:\[\]-]+", re.ASCII)


@dataclass(frozen=True)
class AllowedOrigins:
    """The origins that the operator names, and that of the service's public address."""

    named: tuple[str, ...]
    public_url: str | None

    def allow(self, origin: str, host: str) -> bool:
        """Whether a page of this origin may ask the service at this host."""
        if origin in self.named or (self.public_url and origin == origin_of(self.public_url)):
            return True
        scheme, _, own = origin.partition("://")
        return scheme in {"http", "https"} and own.lower() == host.lower()


class OriginCheck:
    """Refuses requests of other origins' pages, with an answer that their scripts can read.

    A browser hides an answer that does not name the page's origin, and sends most requests only once it may.
    So the question whether it may is answered with yes, and the request itself is then refused before
    anything of it is read: the answer is the same whoever asks, and tells nothing else.
    """

    def __init__(self, app: ASGIApp, allowed: AllowedOrigins) -> None:
        self._app, self._allowed = app, allowed
        self._told = _ToldOnce()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        origin = headers.get("origin")
        if origin is None or self._allowed.allow(origin, headers.get("host", "")):
            await self._app(scope, receive, send)
            return

        async def readable(message: Message) -> None:
            if message["type"] == "http.response.start":
                _let_read(MutableHeaders(scope=message), origin)
            await send(message)

        if asked := _asked_method(HTTPConnection(scope), scope["method"]):
            wanted = headers.get("access-control-request-headers", "")
            await _yes(asked, wanted)(scope, receive, readable)
            return
        problem = _refusal(origin)
        self._told.tell(origin, problem)
        await send_problem(problem, scope, receive, readable)


@dataclass
class _ToldOnce:
    """Logs each origin once, and no more than MOST_LOGGED of them, since anybody can make them up."""

    origins: set[str] = field(default_factory=set)

    def tell(self, origin: str, problem: Problem) -> None:
        if origin in self.origins or len(self.origins) >= MOST_LOGGED:
            return
        self.origins.add(origin)
        # Not the origin itself, which may be anything, such as orders to the operator's terminal.
        log.warning("page_refused", reason=problem.detail, next_step=problem.next_step)


def _asked_method(connection: HTTPConnection, method: str) -> str | None:
    """The method that a browser asks leave for; None if the request is not such a question."""
    return connection.headers.get("access-control-request-method") if method == "OPTIONS" else None


def _yes(method: str, headers: str) -> Response:
    allowed = {"Access-Control-Allow-Methods": method, "Access-Control-Max-Age": "0"}
    if headers:
        allowed["Access-Control-Allow-Headers"] = headers
    return Response(status_code=204, headers=allowed)


def _let_read(headers: MutableHeaders, origin: str) -> None:
    headers["Access-Control-Allow-Origin"] = origin
    headers["Access-Control-Allow-Credentials"] = "true"
    headers.add_vary_header("Origin")


def _refusal(origin: str) -> Problem:
    if origin == "null":
        return Problem(
            ProblemKind.FORBIDDEN,
            "This page has no origin, like every file and sandboxed frame, so it may not use this service.",
            "Serve the page by HTTP, and allow the origin that it then has: `podreel up --cors ORIGIN`.",
        )
    if len(origin) > _MAX_CHARACTERS or not _ORIGIN.fullmatch(origin):
        return Problem(
            ProblemKind.FORBIDDEN, "The Origin header is not an origin.", "Leave it to the browser."
        )
    return Problem(
        ProblemKind.FORBIDDEN,
        f"Pages of {origin} may not use this service.",
        f"Allow them: `podreel up --cors {origin}`, or the variable PODREEL_CORS_ORIGINS={origin}.",
    )
