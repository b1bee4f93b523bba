"""Real servers that note who comes: stand-ins for Redis, S3, a model, metadata, the kubelet and DNS."""

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

KUBELET_PORT = 10250


class Servers:
    """Listens on loopback and on Unix sockets from a thread; answers every visitor with `token`."""

    def __init__(self, folder: Path, token: str) -> None:
        self.received: list[str] = []
        self._token = token
        self._selector = selectors.DefaultSelector()
        self._wake, self._woken = socket.socketpair()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self.tcp_port = self._listen("tcp", _tcp(0))
        self.tcp6_port = self._listen("tcp6", _tcp6())
        self.udp_port = self._listen("udp", _bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)))
        self.kubelet_port = self._kubelet()
        self.unix_path = folder / "server.sock"
        self._listen("unix", _bound(socket.AF_UNIX, socket.SOCK_STREAM, str(self.unix_path)))
        self.unix_path.chmod(0o777)
        self.abstract_name = f"podreel-{token[:8]}"
        self._listen("abstract", _bound(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.abstract_name}"))
        self.datagram_path = folder / "datagram.sock"
        self._listen("datagram", _bound(socket.AF_UNIX, socket.SOCK_DGRAM, str(self.datagram_path)))
        self.datagram_path.chmod(0o777)
        abstract = f"\0{self.abstract_name}-datagram"
        self._listen("abstract datagram", _bound(socket.AF_UNIX, socket.SOCK_DGRAM, abstract))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wake.send(b"x")
        self._thread.join(5)
        for key in list(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._wake.close()
        self._selector.close()

    def _kubelet(self) -> int:
        try:
            return self._listen("kubelet", _tcp(KUBELET_PORT))
        except OSError:
            return self.tcp_port

    def _listen(self, name: str, server: socket.socket) -> int:
        if server.type == socket.SOCK_STREAM:
            server.listen(64)
        self._selector.register(server, selectors.EVENT_READ, (name, server))
        address = server.getsockname()
        return int(address[1]) if isinstance(address, tuple) else 0

    def _serve(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.data is None:
                    return
                name, server = key.data
                with contextlib.suppress(OSError):
                    self._answer(name, server)

    def _answer(self, name: str, server: socket.socket) -> None:
        if server.type == socket.SOCK_DGRAM:
            words, visitor = server.recvfrom(2048)
            self.received.append(f"{name}: {words[:60]!r}")
            if visitor:
                server.sendto(self._token.encode(), visitor)
            return
        with server.accept()[0] as visitor_socket:
            self.received.append(f"{name}: a connection")
            visitor_socket.settimeout(0.3)
            visitor_socket.sendall(f"HTTP/1.0 200 OK\r\n\r\n{self._token}\n".encode())
            with contextlib.suppress(TimeoutError):
                self.received[-1] += f", {visitor_socket.recv(200)[:60]!r}"
            visitor_socket.shutdown(socket.SHUT_WR)


def _bound(family: int, kind: int, address: str | tuple[str, int]) -> socket.socket:
    server = socket.socket(family, kind)
    try:
        server.bind(address)
    except OSError:
        server.close()
        raise
    return server


def _tcp(port: int) -> socket.socket:
    return _bound(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", port))


def _tcp6() -> socket.socket:
    make: Callable[[], socket.socket] = lambda: _bound(socket.AF_INET6, socket.SOCK_STREAM, ("::1", 0))  # noqa: E731
    try:
        return make()
    except OSError:
        # A machine without IPv6 has nothing to reach there either.
        return _tcp(0)
