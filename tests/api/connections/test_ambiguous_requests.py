"""Requests that a proxy in front could read in another way are refused, so that it can't mix up callers."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.connections.protocol import MAX_HEADER_BYTES, MAX_PIPELINED
from tests.api.connections.echo import HEAD, LAST, Echo, echoing, is_closed

POST = b"POST / HTTP/1.1\r\n" + HEAD
GET = b"GET / HTTP/1.1\r\n" + HEAD
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
END = b"0\r\n\r\n"
REFUSED: dict[str, bytes] = {
    "a length and chunks": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + END,
    "chunks and a length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + END,
    "chunks and no length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n" + END,
    "two lengths": POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\na",
    "a length twice": POST + b"Content-Length: 1\r\nContent-Length: 1\r\n\r\na",
    "a list of lengths": POST + b"Content-Length: 1, 1\r\n\r\na",
    "a length with a sign": POST + b"Content-Length: +1\r\n\r\na",
    "a length below zero": POST + b"Content-Length: -1\r\n\r\na",
    "a length in hex": POST + b"Content-Length: 0x1\r\n\r\na",
    "an empty length": POST + b"Content-Length: \r\n\r\n",
    "a length of 30 digits": POST + b"Content-Length: " + b"9" * 30 + b"\r\n\r\na",
    "a length in two parts": POST + b"Content-Length: 1 1\r\n\r\na",
    "another coding": POST + b"Transfer-Encoding: identity\r\n\r\na",
    "a coding before the chunks": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + END,
    "a coding after the chunks": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n" + END,
    "chunks twice": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + END,
    "chunks, then identity": POST
    + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n"
    + END,
    "a coding that ends so": POST + b"Transfer-Encoding: xchunked\r\n\r\n" + END,
    "a control character before chunks": POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n" + END,
    "chunks in quotes": POST + b'Transfer-Encoding: "chunked"\r\n\r\n' + END,
    "a space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n" + END,
    "chunks in HTTP/1.0": CHUNKED.replace(b"HTTP/1.1", b"HTTP/1.0") + END,
    "chunks on a folded line": POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n" + END,
    "a folded line": GET + b"A: b\r\n c\r\n\r\n",
    "a folded first line": b"POST / HTTP/1.1\r\n Transfer-Encoding: chunked\r\n" + HEAD + b"\r\n" + END,
    "line feeds alone": b"GET / HTTP/1.1\nHost: x\n\n",
    "a line feed in a header": GET + b"A: b\nContent-Length: 4\r\n\r\n",
    "a line feed as the end": GET + b"A: b\r\n\n",
    "a carriage return in a header": GET + b"A: b\rContent-Length: 4\r\n\r\n",
    "a null byte in a value": GET + b"A: b\0c\r\n\r\n",
    "a null byte in a name": GET + b"A\0: b\r\n\r\n",
    "two hosts": GET + HEAD + b"\r\n",
    "HTTP/0.9": b"GET /\r\n\r\n",
    "HTTP/1.2": GET.replace(b"1.1", b"1.2") + b"\r\n",
    "HTTP/2.0": GET.replace(b"1.1", b"2.0") + b"\r\n",
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a tab for a space": b"GET\t/\tHTTP/1.1\r\n" + HEAD + b"\r\n",
    "a space in the target": b"GET /a b HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a line without a colon": GET + b"A\r\n\r\n",
    "an empty name": GET + b": b\r\n\r\n",
    "a tunnel": b"CONNECT podreel.example:80 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a chunk's size ended by a line feed": CHUNKED + b"1\na\r\n" + END,
    "a chunk ended by a line feed": CHUNKED + b"1\r\na\n" + END,
    "a chunk ended by something": CHUNKED + b"1\r\naXX" + END,
    "a line feed in a chunk's extension": CHUNKED + b"1;a\nb\r\na\r\n" + END,
    "a carriage return in a chunk's extension": CHUNKED + b"1;a\rb\r\na\r\n" + END,
    "a chunk below zero": CHUNKED + b"-1\r\na\r\n" + END,
    "a chunk's size with 0x": CHUNKED + b"0x1\r\na\r\n" + END,
    "a chunk's size with an underscore": CHUNKED + b"1_0\r\na\r\n" + END,
    "a chunk of 2**68 bytes": CHUNKED + b"f" * 17 + b"\r\na\r\n" + END,
    "a line feed after the last chunk": CHUNKED + b"0\r\n\n" + LAST,
    "a line feed after a trailer": CHUNKED + b"0\r\nA: b\n\n" + LAST,
    "a length as a trailer": CHUNKED + b"0\r\nContent-Length: 5\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50,
}
ACCEPTED: dict[str, tuple[bytes, str]] = {
    "a length": (POST + b"Content-Length: 3\r\n\r\nabc", "POST / b'abc'"),
    "chunks": (CHUNKED + b"3\r\nabc\r\n" + END, "POST / b'abc'"),
    "chunks with an extension": (CHUNKED + b"3;a=b\r\nabc\r\n" + END, "POST / b'abc'"),
    "chunks with a trailer": (CHUNKED + b"3\r\nabc\r\n0\r\nA: b\r\n\r\n", "POST / b'abc'"),
    "chunks in capitals": (CHUNKED.replace(b"chunked", b"Chunked") + END, "POST / b''"),
    "a body of GET": (GET + b"Content-Length: 3\r\n\r\nabc", "GET / b'abc'"),
    "an empty line first": (b"\r\n" + GET + b"\r\n", "GET / b''"),
}


@pytest.fixture(scope="module")
def echo() -> Iterator[Echo]:
    with echoing() as echo:
        yield echo


@pytest.mark.parametrize("request_bytes", REFUSED.values(), ids=REFUSED)
def test_an_ambiguous_request_is_refused_and_nothing_after_it_is_read(
    echo: Echo, request_bytes: bytes
) -> None:
    answers = echo.ask(request_bytes + LAST)
    assert (answers.statuses, answers.answers) == ([400], [])
    assert b'"code":"bad_http"' in answers.received
    assert b"connection: close" in answers.received


@pytest.mark.parametrize(("request_bytes", "understood"), ACCEPTED.values(), ids=ACCEPTED)
def test_a_clear_request_is_answered_and_so_is_the_next(
    echo: Echo, request_bytes: bytes, understood: str
) -> None:
    answers = echo.ask(request_bytes + LAST)
    assert answers.answers == [understood, "GET /last b''"]


def test_a_header_above_the_limit_is_refused(echo: Echo) -> None:
    for filling in (b"A: " + b"x" * MAX_HEADER_BYTES, b"A: b\r\n" * (MAX_HEADER_BYTES // 6)):
        assert echo.ask(GET + filling).statuses == [400]


def test_no_answer_is_put_into_the_middle_of_another(echo: Echo) -> None:
    """What follows a request that is being answered may be invalid; its answer must stay as it is."""
    with echo.connect() as made:
        made.sendall(b"POST /large HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        received = made.recv(100)
        made.sendall(b"ZZ\r\n")
        try:
            while piece := made.recv(2**16):
                received += piece
        except ConnectionError:
            pass
    assert received.count(b"HTTP/1.1") == 1


def test_a_bad_chunk_after_the_answer_does_no_harm(echo: Echo) -> None:
    with echo.connect() as made:
        made.sendall(b"GET /early HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        assert made.recv(2**16).startswith(b"HTTP/1.1 200 ")
        made.sendall(b"ZZ\r\n")
        assert made.recv(2**16).startswith((b"HTTP/1.1 400 ", b""))
    assert echo.is_healthy()


def test_a_request_for_another_protocol_is_answered_in_this_one(echo: Echo) -> None:
    for name in (b"h2c", b"websocket"):
        upgrade = GET + b"Connection: Upgrade\r\nUpgrade: " + name + b"\r\n\r\n"
        answers = echo.ask(upgrade + LAST)
        assert answers.answers == ["GET / b''"]
        assert b"connection: close" in answers.received


def test_few_requests_may_wait_for_the_first_ones_answer(echo: Echo) -> None:
    assert len(echo.ask((GET + b"\r\n") * (MAX_PIPELINED - 1) + LAST).answers) == MAX_PIPELINED
    with echo.connect() as made:
        made.sendall(b"GET /never HTTP/1.1\r\n" + HEAD + b"\r\n" + (GET + b"\r\n") * 5_000)
        assert is_closed(made)


SMUGGLED = b"GET /smuggled HTTP/1.1\r\n" + HEAD + b"\r\n"
NAMES = st.sampled_from([b"Transfer-Encoding", b"transfer-encoding", b"Content-Length", b"TE", b"Connection"])
AROUND = st.binary(max_size=3)
VALUES = st.sampled_from([b"chunked", b"identity", b"0", b"5", b"close", b"chunked, chunked"])
LINES = st.tuples(AROUND, NAMES, AROUND, st.sampled_from([b":", b" :", b""]), AROUND, VALUES, AROUND).map(
    b"".join
)
BREAKS = st.sampled_from([b"\r\n", b"\n", b"\r", b"\r\n ", b"\r\r\n"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=LINES, end=BREAKS, is_chunked=st.booleans())
def test_no_header_makes_a_request_of_what_is_in_a_body(
    echo: Echo, line: bytes, end: bytes, is_chunked: bool
) -> None:
    length = b"%d" % len(SMUGGLED)
    framed = b"%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED)
    if is_chunked:
        request = POST + line + end + b"Transfer-Encoding: chunked\r\n\r\n" + framed
    else:
        request = POST + line + end + b"Content-Length: " + length + b"\r\n\r\n" + SMUGGLED
    answers = echo.ask(request + LAST)
    assert not any(answer.startswith("GET /smuggled") for answer in answers.answers)
