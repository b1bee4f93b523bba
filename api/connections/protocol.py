"""HTTP/1.1 on one connection: uvicorn's protocol, with limits, that refuses what is ambiguous."""

import logging
from collections.abc import Sequence
from enum import Enum, auto
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.connections.addresses import counted_address
from api.connections.crowd import Closed, Crowd, Phase
from api.problems import Problem, ProblemKind, problem_response

MAX_HEADER_BYTES = 32 * 1024
# What an answer may be ahead of its reader, beside what the kernel holds.
MAX_UNSENT_BYTES = 32 * 1024
# Browsers and proxies don't pipeline; each request that waits takes memory before it is answered.
MAX_PIPELINED = 8
INVALID = "The request is not valid HTTP/1.1."
TOO_LARGE = f"The request's header is larger than {MAX_HEADER_BYTES // 1024} KiB."
PIPELINED = f"More than {MAX_PIPELINED} requests were sent before the first was answered."

# uvicorn warns in a line for each invalid request, which anyone can send; the crowd counts them instead.
_quiet = logging.getLogger("podreel.http")
_quiet.setLevel(logging.ERROR)


class _Expected(Enum):
    """What the parser reads next."""

    HEADER = auto()
    BODY = auto()
    NOTHING = auto()


def fault_of(version: str, headers: Sequence[tuple[bytes, bytes]]) -> str:
    """Why a request that the parser accepts is refused all the same, in a sentence; empty if it is not.

    Each of these could be read in another way by a proxy in front, which would then mix up callers.
    """
    if version not in {"1.0", "1.1"}:
        return f"The service speaks HTTP/1.1, not HTTP/{version}."
    if sum(name == b"host" for name, _ in headers) > 1:
        return "The request has more than one Host header."
    codings = [value.strip().lower() for name, value in headers if name == b"transfer-encoding"]
    if codings and (version == "1.0" or codings != [b"chunked"]):
        return "Only `Transfer-Encoding: chunked` is accepted, and only in HTTP/1.1."
    return ""


class GuardedProtocol(HttpToolsProtocol):
    """One connection. It tells the crowd what it waits for; the crowd ends it when that takes too long."""

    def __init__(self, crowd: Crowd, **options: Any) -> None:
        super().__init__(**options)
        self.logger = _quiet
        self.address = ""
        self.answered = 0
        self._crowd = crowd
        self._expected = _Expected.HEADER
        self._header_bytes = 0
        self._fault = ""

    @property
    def phase(self) -> Phase:
        if self.transport.is_closing():
            return Phase.READER
        if self.cycle is not None and not self.cycle.response_complete:
            if self.flow.write_paused:
                return Phase.READER
            is_body_missing = self.cycle.more_body and not self.cycle.response_started and not self.pipeline
            return Phase.BODY if is_body_missing else Phase.ANSWER
        if self.unsent_bytes:
            return Phase.READER
        return _PHASES[self._expected]

    @property
    def unsent_bytes(self) -> int:
        return self.transport.get_write_buffer_size()

    def end_late(self) -> None:
        if self.phase is Phase.HEADER and self._header_bytes:
            self._refuse(ProblemKind.TOO_SLOW, "The request's header took too long to arrive.")
        else:
            self.transport.abort()

    def abort(self) -> None:
        self.transport.abort()

    # What the event loop calls

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        transport.set_write_buffer_limits(MAX_UNSENT_BYTES)
        self.address = counted_address(self.client[0]) if self.client else ""
        self._crowd.enter(self)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._crowd.leave(self)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        super().data_received(data)
        if self._expected is _Expected.HEADER:
            self._header_bytes += len(data)
            if self._header_bytes > MAX_HEADER_BYTES:
                self._refuse_invalid(TOO_LARGE)
        self._crowd.note(self)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._crowd.note(self)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._crowd.note(self)

    # What the parser calls

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expected, self._header_bytes = _Expected.HEADER, 0

    def on_headers_complete(self) -> None:
        self._fault = fault_of(self.parser.get_http_version(), self.headers)
        if len(self.pipeline) >= MAX_PIPELINED:
            self._fault = PIPELINED
        if self._fault:
            raise ValueError(self._fault)  # ends parsing; `send_400_response` then answers
        super().on_headers_complete()
        self._expected = _Expected.BODY

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._expected = _Expected.NOTHING

    # What uvicorn calls

    def on_response_complete(self) -> None:
        self.answered += 1
        super().on_response_complete()
        # The crowd closes idle connections, also those that send nothing but empty lines.
        self._unset_keepalive_if_required()
        self._crowd.note(self)

    def send_400_response(self, msg: str) -> None:
        self._refuse_invalid(self._fault or INVALID)

    def _unsupported_upgrade_warning(self) -> None:
        # The parser takes all that follows for another protocol's.
        self.cycle.keep_alive = False

    def _refuse_invalid(self, sentence: str) -> None:
        self._crowd.count(Closed.INVALID)
        self._refuse(ProblemKind.BAD_HTTP, sentence)

    def _refuse(self, kind: ProblemKind, sentence: str) -> None:
        """Sends the problem and closes the connection, or only closes it in the middle of another answer."""
        if self.cycle is not None and not self.cycle.response_complete:
            if self.cycle.response_started or self.pipeline:
                self.transport.abort()
                return
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.write(_as_bytes(Problem(kind, sentence)))
        self.transport.close()


_PHASES = {_Expected.HEADER: Phase.HEADER, _Expected.BODY: Phase.BODY, _Expected.NOTHING: Phase.IDLE}


def _as_bytes(problem: Problem) -> bytes:
    response = problem_response(problem, "")
    headers = [*response.raw_headers, (b"connection", b"close")]
    lines = [f"HTTP/1.1 {problem.kind.status} {problem.kind.value.title}".encode("ascii")]
    return b"\r\n".join(
        [*lines, *(name + b": " + value for name, value in headers), b"", bytes(response.body)]
    )
