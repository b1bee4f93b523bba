"""A local HTTP server for fakes of vendors: their wire formats, troubles on demand, and a count of calls."""

import contextlib
import select
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

_ENDLESS_CHUNK = b"\0" * 2**20


@dataclass(frozen=True)
class Call:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    method: str = "POST"


@dataclass(frozen=True)
class Answer:
    """A response; `is_cut` sends half of it, `is_endless` goes on until the client has gone.

    `pieces` are sent one by one, as a stream without a known length, with `pause_seconds` before each;
    `is_hanging` sends half of it and then waits for the client to go.
    """

    body: bytes
    content_type: str = "application/json"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False
    is_endless: bool = False
    pieces: tuple[bytes, ...] = ()
    pause_seconds: float = 0.0
    is_hanging: bool = False


@dataclass(frozen=True)
class Trouble:
    """What goes wrong: `answer` instead of the true one, after `delay_seconds`; or the true one `is_cut`.

    Of a stream, half may come before `is_hanging` or the piece `ending`, and `pause_seconds` make it drip.
    """

    answer: Answer | None = None
    delay_seconds: float = 0.0
    is_cut: bool = False
    is_hanging: bool = False
    pause_seconds: float = 0.0
    ending: bytes | None = None

    def spoil(self, true: Answer) -> Answer:
        """The answer as it comes out of this trouble."""
        pieces = true.pieces
        if self.ending is not None:
            pieces = (*pieces[: len(pieces) // 2], self.ending)
        return replace(
            true,
            pieces=pieces,
            is_cut=true.is_cut or self.is_cut,
            is_hanging=true.is_hanging or self.is_hanging,
            pause_seconds=true.pause_seconds or self.pause_seconds,
        )


class Web:
    """Listens while it is entered. The first of `troubles` meets the next call; `lasting` meets all calls."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.troubles: list[Trouble] = []
        self.lasting: Trouble | None = None
        self.lock = threading.Lock()
        self.at_once = self.max_at_once = 0
        self.arrived = threading.Event()
        self.hanging = threading.Event()
        self.departed = threading.Event()
        self.stopped = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"web": self}))
        self._server.daemon_threads = True
        self._server.block_on_close = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, call: Call) -> Answer:
        """The true answer; a fake overrides it."""
        raise NotImplementedError

    def meet(self, call: Call) -> Answer:
        with self.lock:
            self.calls.append(call)
            self.arrived.set()
            self.at_once += 1
            self.max_at_once = max(self.max_at_once, self.at_once)
            trouble = self.lasting or (self.troubles.pop(0) if self.troubles else Trouble())
        time.sleep(trouble.delay_seconds)
        with self.lock:
            self.at_once -= 1
        return trouble.spoil(trouble.answer or self.answer(call))

    def wait_for_departure(self, client: socket.socket) -> None:
        """Returns when the client has closed its connection, or the server is stopped."""
        self.hanging.set()
        while not self.stopped.is_set():
            if select.select([client], [], [], 0.02)[0] and not client.recv(1, socket.MSG_PEEK):
                self.departed.set()
                return

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    web: Web
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # the client has gone between two calls
            super().handle()

    def do_POST(self) -> None:
        self._meet("POST")

    def do_GET(self) -> None:
        self._meet("GET")

    def do_DELETE(self) -> None:
        self._meet("DELETE")

    def _meet(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.web.meet(Call(self.path, headers, body, method))
        self.close_connection = answer.is_cut or answer.is_endless or answer.is_hanging
        try:
            self._send_head(answer)
            if answer.pieces:
                self._send_pieces(answer)
            else:
                self._send_body(answer)
            if answer.is_hanging:
                self.web.wait_for_departure(self.connection)
        except OSError:
            self.close_connection = True  # the client has gone
            self.web.departed.set()

    def _send_head(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        if answer.pieces:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(2**40 if answer.is_endless else len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _send_body(self, answer: Answer) -> None:
        is_half = answer.is_cut or answer.is_hanging
        self.wfile.write(answer.body[: len(answer.body) // 2] if is_half else answer.body)
        while answer.is_endless:
            self.wfile.write(_ENDLESS_CHUNK)

    def _send_pieces(self, answer: Answer) -> None:
        is_half = answer.is_cut or answer.is_hanging
        for piece in answer.pieces[: len(answer.pieces) // 2] if is_half else answer.pieces:
            self.web.stopped.wait(answer.pause_seconds)
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        if not is_half:
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""
