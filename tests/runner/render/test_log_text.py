"""Whatever a script prints becomes plain text: it steers no terminal, hides nothing, and is never long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.render.log_text import MAX_LINE_CHARACTERS, MAX_LINES, one_line, plain_lines

LIMIT = 256 * 1024
PIECES = st.sampled_from(
    (
        *("\x1b", "\x1b[", "\x1b]", "\x1b\\", "\x9b", "\x9d", "\x07", "[31m", "\r", "\n", "\r\n", "\x00"),
        *("\u202e", "\u2066", "\ud800", "\udfff", "\U000e0041", "\ufeff", "\u2028", "\x85", "\t", " ", "é"),
        *("字", "word", "Error: ", "x" * 600),
    )
)
TEXTS = st.lists(PIECES | st.text(max_size=20), max_size=40).map("".join)
BINARY = st.binary(max_size=4_000).map(lambda data: data.decode(errors="replace"))


def is_plain(text: str) -> bool:
    """Only what has a shape, tabs and line ends; and no order of letters but their own."""
    controls = {chr(code) for code in [*range(32), *range(0x7F, 0xA0)]} - {"\n", "\t"}
    turners = set(
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
    )
    is_half = any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)
    return not is_half and not set(text) & (controls | turners)


@given(TEXTS | BINARY, st.integers(0, 3_000))
def test_any_text_becomes_plain_and_short(text: str, limit: int) -> None:
    shown = plain_lines(text, limit)
    assert is_plain(shown)
    assert len(shown) <= limit
    assert all(len(line) <= MAX_LINE_CHARACTERS for line in shown.split("\n"))
    assert shown.count("\n") < MAX_LINES
    shown.encode()


@given(TEXTS | BINARY)
def test_plain_text_stays_as_it_is(text: str) -> None:
    shown = plain_lines(text, LIMIT)
    assert plain_lines(shown, LIMIT) == shown


@given(TEXTS | BINARY, st.integers(1, 300))
def test_any_text_becomes_a_single_line(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert is_plain(line)
    assert len(line) <= limit
    assert line == " ".join(line.split())


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[Hgone", "gone"),
        ("\x9b31mred", "red"),
        ("\x1b]0;a title\x07after", "after"),
        ("\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPq#0;2;0;0;0\x1b\\picture", "picture"),
        ("\x1b]0;never closed\nthe next line", "\nthe next line"),
        ("\x1b[31", ""),
        ("\x1b", ""),
        ("\x1b\x1b[31m[31m", "[31m"),
        ("50%\r100%\r\nready\n", "50%\n100%\nready\n"),
        ("ab\x08\x08cd", "abcd"),
        ("a\x00b\x7fc", "abc"),
        ("a\tb", "a\tb"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\u2066b\u2069c", "abc"),
        ("\U000e0069\U000e0067seen", "seen"),
        ("\ud83d half", "\ufffd half"),
        ("👩\u200d🔬 é 漢字 שלום", "👩\u200d🔬 é 漢字 שלום"),
    ],
)
def test_what_steers_a_terminal_or_a_reader_is_taken_away(printed: str, shown: str) -> None:
    assert plain_lines(printed, LIMIT) == shown


def test_the_end_is_what_is_kept() -> None:
    lines = [f"line {number}" for number in range(5_000)]
    shown = plain_lines("\n".join(lines), LIMIT).split("\n")
    assert shown == lines[-MAX_LINES:]
    assert plain_lines("first\nsecond\nthird", 12) == "second\nthird"
    assert plain_lines("first\nsecond\nthird", 11) == "third"
    assert plain_lines("first", 0) == ""


def test_a_long_line_is_cut_at_its_end() -> None:
    (line,) = plain_lines("ValueError: " + "x" * 10_000, LIMIT).split("\n")
    assert len(line) == MAX_LINE_CHARACTERS
    assert line.startswith("ValueError: xxx")
    assert line.endswith("x…")


@pytest.mark.parametrize(
    "piece",
    ["\x1b]", "\x1b[0", "\x1b[0;0 ", "\x1b", "\x1bP\x1b[", "a\r", "\n", "x", "\u202e", "\x9d", "\x00\ud800é"],
    ids=ascii,
)
def test_ten_megabytes_of_anything_take_no_time(piece: str) -> None:
    text = piece * (10 * 2**20 // len(piece))
    started_at = time.process_time()
    assert is_plain(plain_lines(text, LIMIT))
    assert time.process_time() - started_at < 10
