"""Real connections that send or read nothing, or too slowly, to a server with short limits."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from api.connections.crowd import Phase
from api.connections.entrance import AT_ONCE
from api.connections.limits import RESERVED_DESCRIPTORS, ConnectionLimits
from tests.api.connections.echo import (
    HEAD,
    LAST,
    PATIENCE_SECONDS,
    PIECE,
    PIECES,
    Answers,
    Echo,
    echoing,
    is_closed,
    read_all,
)

SHORT = ConnectionLimits(
    header_seconds=1.5, body_seconds=1.5, idle_seconds=1.0, reader_seconds=0.4, reader_bytes=2**20
)
MOST = 60
GET = b"GET / HTTP/1.1\r\n" + HEAD
UNFINISHED = {
    "nothing": b"",
    "half a header": GET + b"A: b",
    "half a body": b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 10\r\n\r\nabc",
    "half a chunk": b"POST / HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
}


@pytest.fixture(scope="module")
def strict() -> Iterator[Echo]:
    with echoing(SHORT) as echo:
        yield echo


@pytest.fixture
def narrow() -> Iterator[Echo]:
    # Room alone decides, however busy the machine is.
    hour = 3_600.0
    with echoing(
        ConnectionLimits(MOST, header_seconds=hour, body_seconds=hour, idle_seconds=hour, reader_seconds=hour)
    ) as echo:
        yield echo


def test_the_web_servers_own_limit_of_idle_connections_does_not_count() -> None:
    with echoing() as echo:
        echo.server.config.timeout_keep_alive = 0
        with echo.connect() as made:
            made.sendall(GET + b"\r\n")
            first = made.recv(2**16)
            time.sleep(0.2)
            made.sendall(LAST)
            assert Answers(first + read_all(made)).answers == ["GET / b''", "GET /last b''"]


def test_connections_that_wait_for_their_caller_too_long_are_closed(strict: Echo) -> None:
    waiting = {
        "silent": (b"", b""),
        "half a header": (GET + b"A: b", b"HTTP/1.1 408 "),
        "empty lines only": (b"\r\n\r\n", b""),
        "idle": (GET + b"\r\n", b"HTTP/1.1 200 "),
        "half a second header": (GET + b"\r\n" + GET + b"A: b", b"HTTP/1.1 200 "),
        "half a body": (UNFINISHED["half a body"], b""),
        "half a chunk": (UNFINISHED["half a chunk"], b""),
        "half a body that nobody reads": (
            b"GET /early HTTP/1.1\r\n" + HEAD + b"Content-Length: 10\r\n\r\n",
            b"HTTP/1.1 200 ",
        ),
    }
    with ExitStack() as stack:
        made = {name: stack.enter_context(strict.connect()) for name in waiting}
        for name, (data, _) in waiting.items():
            made[name].sendall(data)
        for name, (_, answer) in waiting.items():
            received = _received(made[name])
            assert received.startswith(answer), name
            assert b"HTTP/1.1 408 " in received or name != "half a second header"
    assert {Phase.HEADER, Phase.BODY, Phase.IDLE} <= set(strict.closed)


def test_a_header_that_drips_is_ended_with_the_reason(strict: Echo) -> None:
    with strict.connect() as made:
        made.sendall(GET)
        stop = threading.Event()
        dripping = threading.Thread(target=_drip, args=(made, stop))
        dripping.start()
        answer = _received(made)
        stop.set()
        dripping.join()
    assert b"HTTP/1.1 408 " in answer
    assert b'"code":"too_slow"' in answer


def test_a_caller_that_does_not_read_is_closed(strict: Echo) -> None:
    with strict.connect(receive_bytes=4_096) as made:
        made.sendall(b"GET /large HTTP/1.1\r\n" + HEAD + b"\r\n")
        _wait(lambda: strict.closed[Phase.READER] > 0)


def test_a_caller_that_reads_gets_all(narrow: Echo) -> None:
    whole = narrow.ask(b"GET /large HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\n")
    assert len(whole.received.partition(b"\r\n\r\n")[2]) == PIECES * len(PIECE)


def test_an_answer_that_takes_long_is_not_closed(strict: Echo) -> None:
    with strict.connect() as made:
        made.sendall(b"GET /never HTTP/1.1\r\n" + HEAD + b"\r\n")
        made.settimeout(2.5)
        with pytest.raises(TimeoutError):
            made.recv(1)


@pytest.mark.parametrize("data", UNFINISHED.values(), ids=UNFINISHED)
def test_unfinished_requests_leave_room_for_others(narrow: Echo, data: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(5):
            for _ in range(AT_ONCE):
                stack.enter_context(narrow.connect("127.0.0.2")).sendall(data)
            assert narrow.is_healthy()
        assert len(narrow.server.crowd) <= MOST
    assert narrow.closed["room"] >= 4 * AT_ONCE - MOST


def test_callers_that_do_not_read_leave_room_for_others(narrow: Echo) -> None:
    with ExitStack() as stack:
        for _ in range(2 * MOST):
            made = stack.enter_context(narrow.connect("127.0.0.2", receive_bytes=4_096))
            made.sendall(b"GET /large HTTP/1.1\r\n" + HEAD + b"\r\n")
        assert narrow.is_healthy()


def test_a_flood_from_one_address_closes_nothing_of_another(narrow: Echo) -> None:
    with ExitStack() as stack:
        kept = stack.enter_context(narrow.connect("127.0.0.3"))
        answered = stack.enter_context(narrow.connect("127.0.0.2"))
        answered.sendall(b"GET /never HTTP/1.1\r\n" + HEAD + b"\r\n")
        _wait(lambda: len(narrow.server.server_state.tasks) > 0)
        flood = [stack.enter_context(narrow.connect("127.0.0.2")) for _ in range(3 * MOST)]
        assert is_closed(flood[0])
        kept.sendall(LAST)
        assert b"GET /last" in read_all(kept)
        answered.settimeout(0.2)
        with pytest.raises(TimeoutError):
            answered.recv(1)


RAISED = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (300, 1000))
from api.connections.limits import fitting
print(fitting(4096).most, *resource.getrlimit(resource.RLIMIT_NOFILE), fitting(20).most)
"""


def test_the_limit_of_open_files_is_raised_as_far_as_allowed() -> None:
    done = subprocess.run([sys.executable, "-c", RAISED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(1000 - RESERVED_DESCRIPTORS), "1000", "1000", "20"]


LIMITED = """
import asyncio, resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (120, 120))
from api.connections.limits import ConnectionLimits
from api.connections.server import GuardedServer
from api.server import bind
from tests.api.connections.echo import application
listening = bind("127.0.0.1", 0)
print(listening.getsockname()[1], flush=True)
server = GuardedServer(application, ConnectionLimits(most=4096), lifespan="off")
asyncio.run(server.serve(sockets=[listening]))
"""


def test_without_descriptors_the_service_goes_on_and_its_log_stays_small(tmp_path: Path) -> None:
    """As if the rest of the process held so many that the limit of connections does not help."""
    log = tmp_path / "log"
    with (
        log.open("wb") as errors,
        closing(_Limited(errors.fileno())) as limited,
        ExitStack() as stack,
    ):
        for _ in range(400):
            stack.enter_context(limited.echo.connect())
        for _ in range(20):
            _wait(limited.answers)
    assert log.stat().st_size < 4_000


class _Limited:
    """The echo in a process that may open few files."""

    def __init__(self, log: int) -> None:
        command = [sys.executable, "-c", LIMITED]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log)
        assert self._process.stdout is not None
        self.echo = Echo(None, int(self._process.stdout.readline()))  # type: ignore[arg-type]

    def answers(self) -> bool:
        try:
            return self.echo.is_healthy()
        except ConnectionError:
            return False

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def _drip(made: socket.socket, stop: threading.Event) -> None:
    while not stop.wait(0.05):
        try:
            made.sendall(b"x")
        except OSError:
            return


def _received(made: socket.socket) -> bytes:
    """What comes until the server closes the connection, in whatever way."""
    received = b""
    try:
        while piece := made.recv(2**16):
            received += piece
    except ConnectionError:
        pass
    return received


def _wait(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)
