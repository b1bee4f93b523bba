"""FastAPI dependencies of the routes: the caller, an operator, a video that the caller may see."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from typing import Annotated

from fastapi import Depends, Header, Query, Request
from fastapi import Path as PathParameter
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.types import Scope

from api.auth.api_keys import Caller
from api.backends import backends_of
from api.connections.addresses import address_of
from api.problems import Problem, ProblemKind
from api.reader_view import ReaderView
from api.session_cookie import SessionCookie
from api.viewing import Reader, ReaderByKey, find_video_for, reader_by_link
from contract.names import is_video_id
from contract.record import VideoRecord

UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_bearer = HTTPBearer(auto_error=False, scheme_name="key", description="An API key.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
_cookie = SessionCookie()
Cookie = Annotated[str | None, Depends(_cookie)]
Share = Annotated[
    str | None, Query(max_length=500, description="The ticket of a shared link, instead of a key.")
]
GrantId = Annotated[str, PathParameter(max_length=100, description="The id of a session or link.")]
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
    caller = await _identify(request, bearer, cookie)
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
    return await find_video_for(backends_of(request), video_id, caller)


OwnVideo = Annotated[VideoRecord, Depends(read_own_video)]


async def read_linked_video(request: Request, video_id: str, caller: CallerDependency) -> str:
    """The id of a video whose links the caller may see and revoke.

    The record of an expired video has lost its owner, while its file and its links may last: they know it.
    """
    backends = backends_of(request)
    try:
        return (await find_video_for(backends, video_id, caller)).video_id
    except Problem as problem:
        is_hidden = problem.kind is ProblemKind.NOT_FOUND and is_video_id(video_id)
        if is_hidden and await backends.links.has_owner(video_id, caller.name):
            return video_id
        raise


LinkedVideo = Annotated[str, Depends(read_linked_video)]


async def read_reader(
    request: Request, video_id: str, bearer: Bearer, cookie: Cookie, share: Share = None
) -> Reader:
    """A reader of a video that it owns, or has a shared link to."""
    backends = backends_of(request)
    if share is not None:
        return await reader_by_link(backends, share, video_id)
    caller = await read_caller(request, bearer, cookie)
    return ReaderByKey(backends, caller, await find_video_for(backends, video_id, caller))


VideoReader = Annotated[Reader, Depends(read_reader)]


async def read_shown_video(reader: VideoReader) -> VideoRecord:
    """A video that the caller owns, or has a shared link to."""
    return reader.record


ShownVideo = Annotated[VideoRecord, Depends(read_shown_video)]


async def hold_event_stream(request: Request, reader: VideoReader) -> AsyncIterator[None]:
    """Counts an event stream until it has ended; raises Problem(too_many_streams)."""
    with backends_of(request).event_streams.place(reader.caller, address_of(request)):
        yield


async def hold_download(request: Request, reader: VideoReader) -> AsyncIterator[None]:
    """Counts a download until it has ended; raises Problem(too_many_streams)."""
    with backends_of(request).downloads.place(reader.caller, address_of(request)):
        yield


async def hold_own_download(request: Request, caller: CallerDependency) -> AsyncIterator[None]:
    """Like hold_download, for what no link leads to."""
    with backends_of(request).downloads.place(caller, address_of(request)):
        yield


async def admit_upload(scope: Scope) -> AbstractContextManager[None]:
    """Counts a large body during the block; raises Problem(unauthorized), (forbidden), (too_many_streams)."""
    request = Request(scope)
    caller = await _identify(request, await _bearer(request), await _cookie(request))
    return backends_of(request).uploads.place(caller, address_of(request))


def api_url(request: Request) -> str:
    """The API's address as the caller sees it, without a slash at its end."""
    base = backends_of(request).settings.service.public_url or str(request.base_url)
    return f"{base.rstrip('/')}/api/v1"


def view_of(request: Request, video_id: str, ticket: str = "") -> ReaderView:
    """The video's addresses as the caller sees them; `ticket` is that of a guest's link."""
    return ReaderView(f"{api_url(request)}/videos/{video_id}", ticket)


async def _identify(request: Request, bearer: Bearer, cookie: Cookie) -> Caller:
    backends = backends_of(request)
    access = backends.access
    if access.is_keyless:
        caller = access.by_key("")
    elif "authorization" in request.headers:
        caller = access.by_key(bearer.credentials) if bearer else None
    else:
        caller = await backends.sessions.caller_of(cookie) if cookie else None
    if caller is None:
        raise Problem(
            ProblemKind.UNAUTHORIZED,
            "The API key or session is missing, unknown, expired or was ended.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    if caller.uses_cookie and request.method in UNSAFE_METHODS:
        _require_own_page(request)
    return caller


def _require_own_page(request: Request) -> None:
    """Browsers send the cookie with every page's requests; OriginCheck has refused those of other origins."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin is None and site != "same-origin":
        raise Problem(
            ProblemKind.FORBIDDEN,
            "The request has no Origin header.",
            "Programs send `Authorization: Bearer KEY` instead of a cookie.",
        )
