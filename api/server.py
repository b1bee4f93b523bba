"""The API's web server. It can stop although event streams never end by themselves."""

import asyncio
import socket

from fastapi import FastAPI

from api.backends import ApiBackends
from api.connections.entrance import Entrance
from api.connections.server import GuardedServer
from contract.failure import FailureCode, PodreelError

SHUTDOWN_SECONDS = 5
# A caller that vanished, or whose window stays closed, is given up by the kernel.
UNACKNOWLEDGED_MILLISECONDS = 60_000
# Of one connection, so that callers that read nothing leave little in the kernel's memory.
UNSENT_BYTES = 32 * 1024


def bind(host: str, port: int) -> Entrance:
    """A listening socket; raises PodreelError(bad_configuration) if the address can't be used."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        plain = socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        # Python adds "(while attempting to bind on address …)", which the sentence says already.
        reason = reason.partition(" (while")[0]
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The service can't listen on {host}, port {port}: {reason}.",
            "Stop the program that uses the port, or choose another one with --port.",
        ) from error
    listening = Entrance(family, socket.SOCK_STREAM, fileno=plain.detach())
    # Accepted sockets inherit these. asyncio sets the first only for its own sockets; without it each
    # response waits 40 ms for an ACK.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MILLISECONDS)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
    return listening


class ApiServer(GuardedServer):
    """Ends event streams before it waits for open connections."""

    def __init__(self, app: FastAPI) -> None:
        """Serve the app with `serve(sockets=[bind(host, port)])`."""
        backends: ApiBackends = app.state.backends
        super().__init__(
            app,
            backends.connections,
            backends.metrics.connection_closed,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            forwarded_allow_ips=list(backends.settings.service.trusted_proxies),
        )
        backends.metrics.count_connections(lambda: len(self.crowd))
        self._closing: asyncio.Event = backends.closing

    def stop(self) -> None:
        """Stops the server; requests in progress have SHUTDOWN_SECONDS to finish."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._closing.set()
        await super().shutdown(sockets)
