"""Browser sessions: browsers can't send headers with event streams and media players."""

from fastapi import APIRouter, Request, Response

from api.auth.api_keys import Caller
from api.backends import SESSION_SECONDS, backends_of
from api.dependencies import SESSION_COOKIE, CallerDependency
from api.middleware import require_origin
from api.problems import Problem, ProblemKind, documented
from api.schemas.service import SessionAnswer, SessionRequest

router = APIRouter(prefix="/session", tags=["session"])


@router.post("", status_code=201, responses=documented())
async def start_session(request: Request, response: Response, login: SessionRequest) -> SessionAnswer:
    """Exchanges a key for a cookie that scripts can't read and other sites can't use."""
    backends = backends_of(request)
    require_origin(
        request.headers.get("origin"), request.headers.get("host", ""), backends.settings.service.cors_origins
    )
    caller = backends.access.by_key(login.key)
    if caller is None:
        raise Problem(ProblemKind.UNAUTHORIZED, "There is no such key.")
    ticket = backends.access.start_session(login.key, SESSION_SECONDS)
    if ticket is not None:
        response.set_cookie(
            SESSION_COOKIE,
            ticket,
            max_age=SESSION_SECONDS,
            httponly=True,
            samesite="strict",
            secure=_is_secure(request),
        )
    return _describe(caller, is_keyless=backends.access.is_keyless)


@router.get("", responses=documented())
async def read_session(request: Request, caller: CallerDependency) -> SessionAnswer:
    """The caller of this request."""
    return _describe(caller, is_keyless=backends_of(request).access.is_keyless)


@router.delete("", status_code=204, responses=documented())
async def end_session(request: Request, response: Response, caller: CallerDependency) -> None:
    """Deletes the session's cookie."""
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="strict", secure=_is_secure(request))


def _is_secure(request: Request) -> bool:
    public = backends_of(request).settings.service.public_url or ""
    return request.url.scheme == "https" or public.startswith("https:")


def _describe(caller: Caller, *, is_keyless: bool) -> SessionAnswer:
    return SessionAnswer(name=caller.name, role=caller.role, is_keyless=is_keyless)
