"""FastAPI dependencies of the routes: the caller, an operator, a video that the caller may see."""

from typing import Annotated

from fastapi import Depends, Header, Query, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from api.auth.api_keys import Caller, KeyLimits, Role
from api.backends import ApiBackends, backends_of
from api.middleware import require_origin
from api.problems import Problem, ProblemKind
from contract.names import is_video_id
from contract.record import VideoRecord
from controller.refusals import DeletedVideo, UnknownVideo
from controller.tombstones import read_tombstone

SESSION_COOKIE = "podreel_session"
UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_bearer = HTTPBearer(auto_error=False, scheme_name="key", description="An API key.")
_cookie = APIKeyCookie(
    name=SESSION_COOKIE, auto_error=False, scheme_name="session", description="From `POST /api/v1/session`."
)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
Cookie = Annotated[str | None, Depends(_cookie)]
Share = Annotated[
    str | None, Query(max_length=500, description="The ticket of a shared link, instead of a key.")
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="Makes retrying the request safe: the same key returns the same video.",
    ),
]


async def read_caller(request: Request, bearer: Bearer, cookie: Cookie) -> Caller:
    """The caller, after counting the request; raises Problem(unauthorized), (forbidden), (rate_limited)."""
    caller = _identify(request, bearer, cookie)
    await backends_of(request).request_limit.take(caller)
    return caller


CallerDependency = Annotated[Caller, Depends(read_caller)]


async def read_operator(caller: CallerDependency) -> Caller:
    if not caller.is_operator:
        raise Problem(ProblemKind.FORBIDDEN, "Only operators may see this.")
    return caller


Operator = Annotated[Caller, Depends(read_operator)]


async def read_own_video(request: Request, video_id: str, caller: CallerDependency) -> VideoRecord:
    """The caller's own video, or any video for an operator. Other callers' videos answer 404."""
    return await _find(backends_of(request), video_id, caller)


OwnVideo = Annotated[VideoRecord, Depends(read_own_video)]


async def read_shown_video(
    request: Request, video_id: str, bearer: Bearer, cookie: Cookie, share: Share = None
) -> VideoRecord:
    """A video that the caller owns, or has a shared link to."""
    backends = backends_of(request)
    if share is None:
        return await _find(backends, video_id, await read_caller(request, bearer, cookie))
    if backends.access.tickets.shared_video(share) != video_id:
        raise Problem(
            ProblemKind.UNAUTHORIZED,
            "This link is invalid or has expired.",
            "Ask for a new link.",
        )
    viewer = Caller(f"share:{video_id}", Role.OPERATOR, KeyLimits())
    await backends.request_limit.take(viewer)
    record = await _find(backends, video_id, viewer)
    # Guests don't see the owner and the cost.
    return record.model_copy(update={"caller": "", "cost_usd": None})


ShownVideo = Annotated[VideoRecord, Depends(read_shown_video)]


def api_url(request: Request) -> str:
    """The API's address as the caller sees it, without a slash at its end."""
    base = backends_of(request).settings.service.public_url or str(request.base_url)
    return f"{base.rstrip('/')}/api/v1"


def _identify(request: Request, bearer: Bearer, cookie: Cookie) -> Caller:
    access = backends_of(request).access
    if access.is_keyless:
        caller = access.by_key("")
    elif "authorization" in request.headers:
        caller = access.by_key(bearer.credentials) if bearer else None
    else:
        caller = access.by_session(cookie) if cookie else None
    if caller is None:
        raise Problem(
            ProblemKind.UNAUTHORIZED,
            "The API key or session is missing, unknown or expired.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    if caller.uses_cookie and request.method in UNSAFE_METHODS:
        _require_own_page(request)
    return caller


def _require_own_page(request: Request) -> None:
    """A browser sends the cookie with requests of any page; only Podreel's own pages may change anything."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin is None and site != "same-origin":
        raise Problem(
            ProblemKind.FORBIDDEN,
            "The request has no Origin header.",
            "Programs send `Authorization: Bearer KEY` instead of a cookie.",
        )
    service = backends_of(request).settings.service
    own = (service.public_url,) if service.public_url else ()
    require_origin(origin, request.headers.get("host", ""), (*service.cors_origins, *own))


async def _find(backends: ApiBackends, video_id: str, caller: Caller) -> VideoRecord:
    if not is_video_id(video_id):
        raise _no_video(video_id)
    try:
        record = await backends.commands.record(video_id)
    except UnknownVideo as error:
        raise _no_video(video_id) from error
    except DeletedVideo as error:
        tombstone = await read_tombstone(backends.objects, video_id)
        if caller.is_operator or (tombstone is not None and tombstone.caller == caller.name):
            raise Problem(ProblemKind.DELETED, f"The video {video_id} was deleted.") from error
        raise _no_video(video_id) from error
    if caller.is_operator or record.caller == caller.name:
        return record
    raise _no_video(video_id)


def _no_video(video_id: str) -> Problem:
    return Problem(ProblemKind.NOT_FOUND, f"There is no video {video_id[:100]!r}.")
