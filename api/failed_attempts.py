"""Requests without a valid key, session or link: after many from one address, 429 takes the place of 401."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.connections.addresses import address_of
from api.limits import AddressLimit
from api.middleware import send_problem
from api.problems import Problem, ProblemKind


class FailedAttempts:
    """Counts answers of 401 by address. Valid keys are never refused: others may share their address."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app, self._per_minute = app, per_minute
        self._limit = AddressLimit(per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_replaced = False

        async def counted(message: Message) -> None:
            nonlocal is_replaced
            if message["type"] == "http.response.start" and message["status"] == 401:
                wait_seconds = await self._limit.wait_seconds(address_of(HTTPConnection(scope)))
                if wait_seconds is not None:
                    is_replaced = True
                    await send_problem(self._refusal(wait_seconds), scope, receive, send)
            if not is_replaced:
                await send(message)

        await self._app(scope, receive, counted)

    def _refusal(self, wait_seconds: int) -> Problem:
        return Problem(
            ProblemKind.RATE_LIMITED,
            f"This address sent more than {self._per_minute} requests without a valid key within a minute.",
            wait_seconds=wait_seconds,
        )
