"""A local HTTP server for fakes of vendors: their wire formats, troubles on demand, and a count of calls."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

_ENDLESS_CHUNK = b"\0" * 2**20


@dataclass(frozen=True)
class Call:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """A response; `is_cut` sends half of it, `is_endless` goes on until the client has gone."""

    body: bytes
    content_type: str = "application/json"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False
    is_endless: bool = False


@dataclass(frozen=True)
class Trouble:
    """What goes wrong: `answer` instead of the true one, after `delay_seconds`; or the true one `is_cut`."""

    answer: Answer | None = None
    delay_seconds: float = 0.0
    is_cut: bool = False


class Web:
    """Listens while it is entered. The first of `troubles` meets the next call; `lasting` meets all calls."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.troubles: list[Trouble] = []
        self.lasting: Trouble | None = None
        self.lock = threading.Lock()
        self.at_once = self.most_at_once = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
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
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            trouble = self.lasting or (self.troubles.pop(0) if self.troubles else Trouble())
        time.sleep(trouble.delay_seconds)
        with self.lock:
            self.at_once -= 1
        true = trouble.answer or self.answer(call)
        if trouble.is_cut:
            return Answer(true.body, true.content_type, true.status, true.headers, is_cut=True)
        return true

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._send(web.meet(Call(self.path, headers, body)))

        def _send(self, answer: Answer) -> None:
            length = 2**40 if answer.is_endless else len(answer.body)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(length))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.close_connection = answer.is_cut or answer.is_endless
            try:
                self.wfile.write(answer.body[: len(answer.body) // 2] if answer.is_cut else answer.body)
                while answer.is_endless:
                    self.wfile.write(_ENDLESS_CHUNK)
            except OSError:
                self.close_connection = True  # the client has gone

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler
