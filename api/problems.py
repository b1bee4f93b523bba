"""Error responses: RFC 9457 problem documents with stable codes. Internal errors reveal no details."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.methods import methods_at
from contract.failure import FailureCode, PodreelError
from contract.field_faults import FieldFault, InvalidFields, faults_of, sentence_of
from controller.cluster.base import ClusterForbidden, ClusterUnavailable
from controller.refusals import DeletedVideo, NotAccepted, StateConflict, UnknownVideo
from stores.objects.failures import UnreadableObject

log = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"
MAX_ERRORS = 20
MAX_CHARACTERS = 1_000
_SEND_JSON = "Send JSON with `Content-Type: application/json`."
Documented = dict[int | str, dict[str, Any]]
"""Documented responses of a route by status."""


@dataclass(frozen=True)
class _Row:
    status: int
    title: str
    next_step: str
    wait_seconds: int | None = None
    """For `Retry-After`, unless the problem itself knows better."""


class ProblemKind(Enum):
    """Every problem that the API reports; the lower-case name is the stable code."""

    BAD_HTTP = _Row(400, "The request is not valid HTTP", "Send it with an ordinary HTTP client.")
    BAD_HOST = _Row(400, "The Host header is not accepted", "Send this service's address as Host.")
    UNAUTHORIZED = _Row(
        401, "An API key is required", "Send `Authorization: Bearer KEY` with a valid API key."
    )
    FORBIDDEN = _Row(403, "Not allowed", "Use a key with this permission.")
    NOT_FOUND = _Row(404, "Not found", "Check the address; `GET /api/v1/videos` lists your videos.")
    METHOD_NOT_ALLOWED = _Row(405, "Method not allowed", "Use a method that `Allow` lists.")
    TOO_SLOW = _Row(408, "The request took too long to arrive", "Retry.")
    CONFLICT = _Row(409, "Conflicts with the current state", "Check the video's status first.")
    DELETED = _Row(410, "The video was deleted", "Ask for a new video.")
    TOO_LARGE = _Row(413, "The request is too large", "Send a smaller request.")
    UNSUPPORTED_MEDIA_TYPE = _Row(415, "The body is not JSON", _SEND_JSON)
    RANGE_NOT_SATISFIABLE = _Row(416, "The file has no such range", "Ask for a range within its size.")
    INVALID_REQUEST = _Row(422, "The request is invalid", "Correct the named fields and send it again.")
    NOT_CONFIGURED = _Row(422, "Not configured here", "Choose from what `GET /api/v1/config` lists.")
    RATE_LIMITED = _Row(429, "Too many requests", "Wait as long as Retry-After says.", 60)
    TOO_MANY_STREAMS = _Row(429, "Too many open streams", "Close one of them first.", 30)
    QUOTA_USED_UP = _Row(429, "Too many unfinished videos", "Wait until one of them ends, or cancel one.", 30)
    INTERNAL = _Row(500, "Internal error", "Retry; if it happens again, report the request id.")
    UNAVAILABLE = _Row(503, "A service that Podreel needs is unreachable", "Retry in a moment.", 5)
    BAD_CONFIGURATION = _Row(
        503, "The service is not configured correctly", "Ask the operator to check its log."
    )

    @property
    def code(self) -> str:
        return self.name.lower()

    @property
    def status(self) -> int:
        return self.value.status


_BY_REFUSAL: Mapping[type[Exception], ProblemKind] = MappingProxyType(
    {
        UnknownVideo: ProblemKind.NOT_FOUND,
        DeletedVideo: ProblemKind.DELETED,
        StateConflict: ProblemKind.CONFLICT,
        NotAccepted: ProblemKind.UNAVAILABLE,
        ClusterUnavailable: ProblemKind.UNAVAILABLE,
        ClusterForbidden: ProblemKind.BAD_CONFIGURATION,
    }
)


class Problem(Exception):
    """An error answer. `detail` is one sentence; `next_step` and `wait_seconds` replace the kind's own."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        next_step: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[FieldFault] = (),
        wait_seconds: int | None = None,
    ) -> None:
        self.kind, self.detail, self.errors = kind, detail, tuple(errors)
        self.next_step = next_step or kind.value.next_step
        self.headers = dict(headers or {})
        wait_seconds = wait_seconds or kind.value.wait_seconds
        if wait_seconds is not None:
            self.headers["Retry-After"] = str(wait_seconds)
        super().__init__(detail)


def documented(*kinds: ProblemKind) -> Documented:
    """Responses for the OpenAPI description of a route."""
    return {kind.status: _documented(kind) for kind in kinds}


def _documented(kind: ProblemKind) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemAnswer"}}}
    described: dict[str, Any] = {"description": f"{kind.value.title}.", "content": content}
    if kind.value.wait_seconds is not None:
        described["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
    return described


class _ProblemResponse(JSONResponse):
    media_type = MEDIA_TYPE

    def render(self, content: Any) -> bytes:
        # A caller's text may hold half a surrogate pair, which UTF-8 can't encode; escaped it is harmless.
        return ascii_json(content)


def ascii_json(content: Any) -> bytes:
    """JSON in ASCII only."""
    return json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")


def problem_response(problem: Problem, path: str, request_id: str = "") -> JSONResponse:
    """The response for a problem at `path`."""
    kind = problem.kind
    body: dict[str, Any] = {
        "type": f"urn:podreel:problem:{kind.code}",
        "title": kind.value.title,
        "status": kind.status,
        "detail": _cut(problem.detail),
        "instance": _cut(path),
        "code": kind.code,
        "next_step": _cut(problem.next_step),
        "request_id": request_id,
        "errors": [_shown(fault) for fault in problem.errors[:MAX_ERRORS]],
    }
    return _ProblemResponse(body, kind.status, headers=problem.headers)


def problem_of(error: PodreelError) -> Problem:
    """The error response for a failure of the table."""
    if isinstance(error, UnreadableObject):
        # One video's; a retry would not help.
        return Problem(
            ProblemKind.NOT_FOUND, "What is stored of this can't be read any more.", error.next_step
        )
    match error.code:
        case FailureCode.INVALID_REQUEST:
            faults = error.faults if isinstance(error, InvalidFields) else ()
            return Problem(ProblemKind.INVALID_REQUEST, error.detail, error.next_step, errors=faults)
        case FailureCode.INTERNAL:
            return Problem(ProblemKind.INTERNAL, error.failure.sentence)
        case FailureCode.UNAVAILABLE:
            return Problem(ProblemKind.UNAVAILABLE, error.detail)
        case _:
            return Problem(ProblemKind.BAD_CONFIGURATION, error.detail, error.next_step)


def install_problems(app: FastAPI) -> None:
    """Makes every error of the app a problem document."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(PodreelError, _on_failure)
    for refusal in _BY_REFUSAL:
        app.add_exception_handler(refusal, _on_refusal)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)


def request_id_of(request: Request) -> str:
    return str(request.scope.get("podreel.request_id", ""))


async def _on_problem(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)  # noqa: S101 - what it is installed for
    return problem_response(error, request.url.path, request_id_of(request))


async def _on_failure(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, PodreelError)  # noqa: S101 - what it is installed for
    if error.code is FailureCode.INTERNAL:
        # The response reveals only the request's id.
        log.error("request_failed", request_id=request_id_of(request), detail=error.detail)
    return await _on_problem(request, problem_of(error))


async def _on_refusal(request: Request, error: Exception) -> JSONResponse:
    kind = _BY_REFUSAL[type(error)]
    return await _on_problem(request, Problem(kind, str(error) or f"{kind.value.title}."))


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is installed for
    faults = [_without_source(fault) for fault in faults_of(error.errors()[:MAX_ERRORS])]
    problem = Problem(ProblemKind.INVALID_REQUEST, sentence_of(faults), errors=faults)
    if any(fault.field == "body" for fault in faults):
        problem = _of_body(request.headers.get("content-type", ""), error.body) or problem
    return await _on_problem(request, problem)


def _of_body(content_type: str, body: Any) -> Problem | None:
    """The problem of a body that is absent or not said to be JSON; None for one of wrong content."""
    kind = content_type.partition(";")[0].strip().lower()
    if body is None:
        return Problem(ProblemKind.INVALID_REQUEST, "The request has no body.", _SEND_JSON)
    if kind == "application/json" or kind.endswith("+json"):
        return None
    told = f"says that its body is {kind[:100]!r}" if kind else "has no Content-Type"
    return Problem(
        ProblemKind.UNSUPPORTED_MEDIA_TYPE, f"The request {told}; only `application/json` is read."
    )


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is installed for
    by_status = {kind.status: kind for kind in reversed(ProblemKind)}
    kind = by_status.get(error.status_code, ProblemKind.INVALID_REQUEST)
    if error.status_code == ProblemKind.BAD_HOST.status:
        kind = ProblemKind.INVALID_REQUEST
    if kind is ProblemKind.METHOD_NOT_ALLOWED:
        return await _on_problem(request, _not_allowed(request))
    detail = f"{request.method} {request.url.path}: {error.detail}."
    return await _on_problem(request, Problem(kind, detail, headers=error.headers))


def _not_allowed(request: Request) -> Problem:
    methods = ", ".join(methods_at(request.scope))
    return Problem(
        ProblemKind.METHOD_NOT_ALLOWED,
        f"{request.url.path} has no {request.method}.",
        f"Use one of {methods}; /docs describes them.",
        headers={"Allow": methods},
    )


def _without_source(fault: FieldFault) -> FieldFault:
    """FastAPI's paths begin with where the field was: in the body, the query, a header."""
    source, _, field = fault.field.partition(".")
    return replace(fault, field=_cut(field or source, 100), detail=_cut(fault.detail))


def _shown(fault: FieldFault) -> Mapping[str, str]:
    return {"field": fault.field, "detail": _cut(fault.detail), "code": fault.code}


def _cut(text: str, most: int = MAX_CHARACTERS) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
