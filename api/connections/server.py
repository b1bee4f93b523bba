"""A web server whose connections are limited in number and time, and which leaves signals to its program."""

import contextlib
import socket
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp

from api.connections.crowd import Crowd
from api.connections.entrance import Entrance
from api.connections.limits import ConnectionLimits
from api.connections.protocol import GuardedProtocol

TICKS_OF_A_SECOND = 10


def ignored(reason: str) -> None:
    """For a server that counts nothing."""


class GuardedServer(uvicorn.Server):
    """uvicorn with a crowd. `options` are those of uvicorn.Config."""

    def __init__(
        self,
        app: ASGIApp,
        limits: ConnectionLimits,
        on_closed: Callable[[str], None] = ignored,
        **options: Any,
    ) -> None:
        self.crowd = Crowd(limits, on_closed)
        config = uvicorn.Config(
            app,
            # Named, because uvicorn would otherwise choose by what happens to be installed.
            http=cast(Any, partial(GuardedProtocol, self.crowd)),
            loop="asyncio",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            **options,
        )
        super().__init__(config)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        for listening in sockets or []:
            if isinstance(listening, Entrance):
                listening.when_full = self.crowd.close_oldest
        await super().startup(sockets)

    async def on_tick(self, counter: int) -> bool:
        if counter % TICKS_OF_A_SECOND == 0:
            self.crowd.sweep()
        return await super().on_tick(counter)
