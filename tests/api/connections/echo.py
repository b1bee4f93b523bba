"""A guarded server in a thread, whose application repeats what it understood, and raw connections to it."""

import asyncio
import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.types import Receive, Scope, Send

from api.connections.limits import ConnectionLimits
from api.connections.server import GuardedServer
from api.server import bind

PATIENCE_SECONDS = 120.0
PIECE = b"x" * 2**16
PIECES = 160
HEAD = b"Host: podreel.example\r\n"
LAST = b"GET /last HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\n"


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """`/large` is 10 MiB, `/never` gets no answer, `/early` one before its body; the rest is repeated."""
    if scope["type"] != "http":
        return
    if scope["path"] == "/never":
        while (await receive())["type"] != "http.disconnect":
            pass
        return
    if scope["path"] == "/large":
        await _large(send)
        return
    body, more = b"", scope["path"] != "/early"
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    text = f"{scope['method']} {scope['path']} {body!r}\n".encode()
    headers = [(b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": text})


async def _large(send: Send) -> None:
    headers = [(b"content-length", str(PIECES * len(PIECE)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for left in reversed(range(PIECES)):
        await send({"type": "http.response.body", "body": PIECE, "more_body": left > 0})


@dataclass
class Echo:
    """A running server. `closed` counts the connections that it closed, by reason."""

    server: GuardedServer
    port: int
    closed: Counter[str] = field(default_factory=Counter)

    def connect(self, source: str = "127.0.0.1", *, receive_bytes: int | None = None) -> socket.socket:
        """A connection from this address of the machine."""
        made = socket.socket()
        if receive_bytes is not None:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        made.settimeout(PATIENCE_SECONDS)
        made.bind((source, 0))
        made.connect(("127.0.0.1", self.port))
        return made

    def is_healthy(self) -> bool:
        """Whether a new connection is answered."""
        return self.ask(LAST).answers == ["GET /last b''"]

    def ask(self, data: bytes) -> "Answers":
        """Sends this on one connection, and reads until the server closes it."""
        with self.connect() as made:
            made.sendall(data)
            return Answers(read_all(made))


@dataclass(frozen=True)
class Answers:
    """All bytes that a connection received."""

    received: bytes

    @property
    def statuses(self) -> list[int]:
        return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", self.received)]

    @property
    def answers(self) -> list[str]:
        """What the application understood."""
        return re.findall(r"[A-Za-z]+ \S* b'[^'\n]*'(?=\n)", self.received.decode("latin-1"))


def read_all(made: socket.socket) -> bytes:
    received = bytearray()
    while piece := made.recv(2**16):
        received += piece
    return bytes(received)


def is_closed(made: socket.socket) -> bool:
    """Whether the server closes the connection, without having sent anything, while we are patient."""
    try:
        return made.recv(1) == b""
    except ConnectionError:
        return True


@contextmanager
def echoing(limits: ConnectionLimits | None = None) -> Iterator[Echo]:
    """The server, in a thread of its own until the block ends."""
    closed: Counter[str] = Counter()
    listening = bind("127.0.0.1", 0)
    server = GuardedServer(
        application,
        limits or ConnectionLimits(),
        lambda reason: closed.update((reason,)),
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    echo = Echo(server, listening.getsockname()[1], closed)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
    thread.start()
    try:
        yield echo
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)
