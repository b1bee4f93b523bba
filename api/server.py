"""The API's web server. It can stop although event streams never end by themselves."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

from contract.failure import FailureCode, PodreelError

SHUTDOWN_SECONDS = 5
# Longer than proxies keep connections, so that the proxy closes them and no request is lost.
KEEP_ALIVE_SECONDS = 75


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; raises PodreelError(bad_configuration) if the address can't be used."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((host, port), family=family, backlog=2048)
        # asyncio sets this only for its own sockets; without it each response waits 40 ms for an ACK.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The service can't listen on {host}, port {port}: {reason}.",
            "Stop the program that uses the port, or choose another one with --port.",
        ) from error


class ApiServer(uvicorn.Server):
    """Ends event streams before it waits for open connections."""

    def __init__(self, app: FastAPI) -> None:
        """Serve the app with `serve(sockets=[bind(host, port)])`."""
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
        """Leaves signals to the program that starts the server: it has more to stop."""
        yield

    def stop(self) -> None:
        """Stops the server; requests in progress have SHUTDOWN_SECONDS to finish."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._closing.set()
        await super().shutdown(sockets)
