"""A small proxy before an S3 server: it counts requests, and spoils those that a test asks it to spoil."""

import contextlib
import re
import socket
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

HEAD_END = b"\r\n\r\n"
YES = b'HTTP/1.1 200 OK\r\nETag: "x"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
PIECE_BYTES = 2**16


@dataclass(frozen=True)
class Answer:
    """An error in S3's own words, instead of the server's answer."""

    status: int
    code: str
    more: str = ""
    headers: str = ""

    def encode(self) -> bytes:
        body = f"<Error><Code>{self.code}</Code><Message>{self.code}.</Message>{self.more}</Error>"
        return (
            f"HTTP/1.1 {self.status} X\r\nContent-Type: application/xml\r\nContent-Length: {len(body)}\r\n"
            f"{self.headers}Connection: close\r\n\r\n{body}"
        ).encode()


@dataclass(frozen=True)
class Fault:
    """What befalls one request.

    `lose_answer` lets the server do it and drops the connection; `break_off` passes on the head of the answer
    and `bytes_of_body`; `accept` says yes and does nothing; `hang` never answers.
    """

    kind: Literal["lose_answer", "break_off", "accept", "hang", "drop", "answer"]
    answer: Answer | None = None
    bytes_of_body: int = 0


SLOW_DOWN = Fault("answer", Answer(503, "SlowDown"))


@dataclass
class FaultProxy:
    """`faults` are used up by the requests that match `method`; `always` befalls all of them."""

    target_port: int
    port: int = 0
    method: str = ""
    faults: deque[Fault] = field(default_factory=deque)
    always: Fault | None = None
    requests: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def spoil(self, *faults: Fault, method: str = "") -> None:
        """The next requests of this method meet these faults, one each."""
        self.method = method
        self.faults.extend(faults)

    def counted(self, method: str) -> int:
        return sum(line.startswith(method + " ") for line in self.requests)

    def serve(self, client: socket.socket) -> None:
        """One connection: the S3 server closes each after one answer."""
        with contextlib.suppress(OSError, EOFError), client:
            head, rest = _head_of(client)
            line = head.split(b"\r\n", 1)[0].decode()
            self.requests.append(line)
            self._meet(self._fault(line), _Request(client, head, rest))

    def _fault(self, line: str) -> Fault | None:
        if self.always is not None or not line.startswith(self.method) or not self.faults:
            return self.always
        return self.faults.popleft()

    def _meet(self, fault: Fault | None, request: "_Request") -> None:
        if fault is None:
            self._forward(request, None)
            return
        match fault.kind:
            case "hang":
                self.stopped.wait()
            case "drop":
                return
            case "lose_answer":
                self._forward(request, -1)
            case "break_off":
                self._forward(request, fault.bytes_of_body)
            case "accept":
                request.skip_body()
                request.client.sendall(YES)
            case "answer":
                request.skip_body()
                request.client.sendall(fault.answer.encode() if fault.answer else b"")

    def _forward(self, request: "_Request", body_limit: int | None) -> None:
        with socket.create_connection(("127.0.0.1", self.target_port)) as server:
            server.sendall(request.head + request.rest)
            sending = threading.Thread(target=_pour, args=(request.client, server))
            sending.start()
            try:
                if body_limit is None:
                    _pour(server, request.client)
                else:
                    whole = b"".join(_pieces(server))
                    end = whole.rfind(HEAD_END) + len(HEAD_END) if body_limit >= 0 else 0
                    request.client.sendall(whole[: end + max(body_limit, 0)])
            finally:
                _shut(request.client)
                sending.join()


@dataclass(frozen=True)
class _Request:
    """`rest` is what came with the head: the body, or its beginning."""

    client: socket.socket
    head: bytes
    rest: bytes

    def skip_body(self) -> None:
        found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", self.head)
        missing = int(found[1]) - len(self.rest) if found else 0
        if missing > 0 and b"100-continue" in self.head.lower():
            self.client.sendall(b"HTTP/1.1 100 Continue" + HEAD_END)
        while missing > 0:
            missing -= len(_piece(self.client))


def _head_of(client: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while HEAD_END not in data:
        data += _piece(client)
    end = data.index(HEAD_END) + len(HEAD_END)
    return data[:end], data[end:]


def _piece(source: socket.socket) -> bytes:
    data = source.recv(PIECE_BYTES)
    if not data:
        raise EOFError
    return data


def _pieces(source: socket.socket) -> Iterator[bytes]:
    while data := source.recv(PIECE_BYTES):
        yield data


def _pour(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        for data in _pieces(source):
            sink.sendall(data)


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def faulty(target_port: int) -> Iterator[FaultProxy]:
    """A proxy before the server at `target_port`, in threads of its own that end with it."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    proxy = FaultProxy(target_port, listener.getsockname()[1])
    connections: list[tuple[socket.socket, threading.Thread]] = []

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                thread = threading.Thread(target=proxy.serve, args=(client,))
                connections.append((client, thread))
                thread.start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield proxy
    finally:
        proxy.stopped.set()
        _shut(listener)
        accepting.join()
        listener.close()
        for client, thread in connections:
            _shut(client)
            thread.join()
