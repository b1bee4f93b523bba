"""Browser sessions: browsers can't send headers with event streams and media players."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.auth.api_keys import KEY_NAME, Caller
from api.auth.browsers import browser_name
from api.backends import backends_of
from api.dependencies import CallerDependency, Cookie, GrantId
from api.problems import Problem, ProblemKind, documented
from api.schemas.access import SessionAnswer, SessionPage, SessionRequest, SessionSummary
from api.session_cookie import delete_cookie, set_cookie

router = APIRouter(tags=["session"])
KeyName = Annotated[
    str | None,
    Query(pattern=KEY_NAME, description="The sessions of this key instead of one's own; for operators."),
]


@router.post("/session", status_code=201, responses=documented())
async def start_session(
    request: Request, response: Response, login: SessionRequest, cookie: Cookie
) -> SessionAnswer:
    """Exchanges a key for a cookie that scripts can't read and other sites can't use.

    It is valid for a week. A key has up to 20 sessions; one more ends the oldest.
    """
    backends = backends_of(request)
    caller = backends.access.by_key(login.key)
    if caller is None:
        raise Problem(ProblemKind.UNAUTHORIZED, "There is no such key.")
    await backends.request_limit.take(caller)
    if not backends.access.is_keyless:
        before = await backends.sessions.caller_of(cookie) if cookie else None
        ticket = await backends.sessions.start(caller, browser_name(request.headers.get("user-agent", "")))
        if before is not None:
            # Its browser has no cookie for it any more.
            await backends.sessions.end(before.name, before.session_id)
        set_cookie(request, response, ticket)
    return _describe(caller, is_keyless=backends.access.is_keyless)


@router.get("/session", responses=documented())
async def get_session(request: Request, caller: CallerDependency) -> SessionAnswer:
    """The caller of this request."""
    return _describe(caller, is_keyless=backends_of(request).access.is_keyless)


@router.delete("/session", status_code=204, responses=documented())
async def end_session(request: Request, response: Response, caller: CallerDependency) -> None:
    """Ends the session and its open event streams; a copy of its cookie is refused then."""
    if caller.session_id:
        await backends_of(request).sessions.end(caller.name, caller.session_id)
    delete_cookie(request, response)


@router.get("/sessions", responses=documented(ProblemKind.FORBIDDEN))
async def list_sessions(request: Request, caller: CallerDependency, key: KeyName = None) -> SessionPage:
    """The sessions that were begun with the caller's key."""
    found = await backends_of(request).sessions.list(_key_of(caller, key))
    return SessionPage(
        sessions=tuple(
            SessionSummary.of(grant, is_current=grant.grant_id == caller.session_id) for grant in found
        )
    )


@router.delete("/sessions", status_code=204, responses=documented(ProblemKind.FORBIDDEN))
async def end_other_sessions(request: Request, caller: CallerDependency, key: KeyName = None) -> None:
    """Ends all sessions of the key, except the one that this request came with."""
    name = _key_of(caller, key)
    await backends_of(request).sessions.end_all(name, caller.session_id if name == caller.name else "")


@router.delete(
    "/sessions/{grant_id}",
    status_code=204,
    responses=documented(ProblemKind.FORBIDDEN, ProblemKind.NOT_FOUND),
)
async def end_one_session(
    request: Request, grant_id: GrantId, caller: CallerDependency, key: KeyName = None
) -> None:
    """Ends one session; its open event streams end within seconds."""
    if not await backends_of(request).sessions.end(_key_of(caller, key), grant_id):
        raise Problem(
            ProblemKind.NOT_FOUND, "This key has no such session.", "`GET /api/v1/sessions` lists them."
        )


def _key_of(caller: Caller, key: str | None) -> str:
    if key is None or key == caller.name or caller.is_operator:
        return key or caller.name
    raise Problem(ProblemKind.FORBIDDEN, "Only operators may see or end the sessions of other keys.")


def _describe(caller: Caller, *, is_keyless: bool) -> SessionAnswer:
    return SessionAnswer(name=caller.name, role=caller.role, is_keyless=is_keyless)
