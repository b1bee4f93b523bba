"""The cookie of a browser's session. Over HTTPS no other host, and no page over HTTP, can set or see it."""

from fastapi import Request, Response
from fastapi.security import APIKeyCookie
from starlette.requests import HTTPConnection

from api.auth.sessions import SESSION_SECONDS
from api.backends import backends_of

SESSION_COOKIE = "podreel_session"
# Browsers accept this prefix only from the host itself, with Secure, and for all paths.
SECURE_PREFIX = "__Host-"


class SessionCookie(APIKeyCookie):
    """Reads the ticket from the cookie that this connection may have."""

    def __init__(self) -> None:
        super().__init__(
            name=SESSION_COOKIE,
            auto_error=False,
            scheme_name="session",
            description=(
                f"From `POST /api/v1/session`. Over HTTPS its name is `{SECURE_PREFIX}{SESSION_COOKIE}`."
            ),
        )

    async def __call__(self, request: HTTPConnection) -> str | None:
        return request.cookies.get(_name(request)) or None


def set_cookie(request: Request, response: Response, ticket: str) -> None:
    response.set_cookie(
        _name(request),
        ticket,
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="strict",
        secure=_is_secure(request),
    )


def delete_cookie(request: Request, response: Response) -> None:
    response.delete_cookie(_name(request), httponly=True, samesite="strict", secure=_is_secure(request))


def _name(request: HTTPConnection) -> str:
    return f"{SECURE_PREFIX}{SESSION_COOKIE}" if _is_secure(request) else SESSION_COOKIE


def _is_secure(request: HTTPConnection) -> bool:
    """Whether the browser speaks HTTPS, if only to a proxy: that one's address is `public_url`."""
    public = backends_of(request).settings.service.public_url or ""
    return request.url.scheme == "https" or public.startswith("https:")
