"""The methods of an address: OPTIONS lists them, and HEAD answers like GET."""

from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OF_ROUTES = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def methods_at(scope: Scope) -> tuple[str, ...]:
    """All methods that the requested address has; none if there is no such address."""
    found = [method for method in _OF_ROUTES if _has_route(scope, method)]
    if "GET" in found and "HEAD" not in found:
        found.insert(1, "HEAD")
    return (*found, "OPTIONS") if found else ()


class HeadAndOptions:
    """Answers what routes need not. The server leaves out content for HEAD; where that is large or endless,
    a route of its own answers instead.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"] if scope["type"] == "http" else ""
        if method == "OPTIONS" and (methods := methods_at(scope)):
            await Response(status_code=204, headers={"Allow": ", ".join(methods)})(scope, receive, send)
            return
        if method == "HEAD" and not _has_route(scope, "HEAD") and _has_route(scope, "GET"):
            await self._app_as_get(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _app_as_get(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = {**scope, "method": "GET"}

        async def note(message: Message) -> None:
            # Metrics count by route.
            scope["route"] = asked.get("route")
            await send(message)

        await self._app(asked, receive, note)


def _has_route(scope: Scope, method: str) -> bool:
    asked = {**scope, "method": method}
    return any(route.matches(asked)[0] is Match.FULL for route in scope["app"].router.routes)
