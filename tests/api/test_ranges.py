"""Parts of files, as readers may ask for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.ranges import ByteRange, NoSuchRange, read_ranges


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", [(0, 1)]),
        ("bytes=0-", [(0, 100)]),
        ("bytes=10-19", [(10, 20)]),
        ("bytes=90-1000", [(90, 100)]),
        ("bytes=-10", [(90, 100)]),
        ("bytes=-1000", [(0, 100)]),
        ("BYTES = 1-2 , 5-6", [(1, 3), (5, 7)]),
        ("bytes=1-2,200-300", [(1, 3)]),
        ("bytes=1-2,,3-4", [(1, 3), (3, 5)]),
    ],
)
def test_ranges_are_parsed(header: str, expected: list[tuple[int, int]]) -> None:
    assert [(part.start, part.end) for part in read_ranges(header, 100)] == expected


@pytest.mark.parametrize(
    "header",
    [
        *(
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=2-1",
            "lines=1-2",
            "bytes=1-2;3",
            "bytes=٣-٤",
        ),
        *("bytes=0-99,0-99", "bytes=" + ",".join(["0-0"] * 17), "bytes=" + "9" * 30 + "-"),
    ],
)
def test_invalid_or_wasteful_ranges_mean_the_whole_file(header: str) -> None:
    assert read_ranges(header, 100) == ()


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=200-300,400-"])
def test_ranges_beyond_the_end_are_refused(header: str) -> None:
    with pytest.raises(NoSuchRange):
        read_ranges(header, 100)


def test_an_empty_file_has_no_ranges() -> None:
    with pytest.raises(NoSuchRange):
        read_ranges("bytes=0-", 0)


@given(header=st.text() | st.from_regex(r"bytes=[\d\-, ]{0,60}", fullmatch=True), size=st.integers(0, 10**12))
def test_ranges_are_within_the_file_and_not_larger_in_total(header: str, size: int) -> None:
    try:
        parts = read_ranges(header, size)
    except NoSuchRange:
        return
    assert all(0 <= part.start < part.end <= size for part in parts)
    assert sum(part.size_bytes for part in parts) <= size


def test_the_header_counts_both_ends() -> None:
    assert ByteRange(10, 20).header(100) == "bytes 10-19/100"
