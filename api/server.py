"""The web server around the API: one that can stop although event streams never end by themselves."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

from contract.failure import FailureCode, PodreelError

SHUTDOWN_SECONDS = 5
# Longer than proxies keep connections, so that it is they who close one, and no request meets a closed door.
KEEP_ALIVE_SECONDS = 75


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; raises PodreelError(bad_configuration) where the address can't be used."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((host, port), family=family, backlog=2048)
        # asyncio sets this for sockets of its own only; without it each answer waits 40 ms for an ACK.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The service can't listen on {host}, port {port}: {reason}.",
            "Stop what uses the port, or take another one with --port.",
        ) from error


class ApiServer(uvicorn.Server):
    """Tells event streams to end before it waits for open connections."""

    def __init__(self, app: FastAPI) -> None:
        """Serve it on what `bind` gives: `serve(sockets=[bind(host, port)])`."""
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            h11_max_incomplete_event_size=64 * 1024,
        )
        super().__init__(config)
        self._closing: asyncio.Event = app.state.backends.closing

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are for the program that starts the server: it has more to stop than this."""
        yield

    def stop(self) -> None:
        """Ends the server soon; what is being answered has SHUTDOWN_SECONDS."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._closing.set()
        await super().shutdown(sockets)
