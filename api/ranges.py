"""Parses the Range header (RFC 9110, section 14). Pure."""

import re
from dataclasses import dataclass

MAX_RANGES = 16
_ONE = re.compile(r"\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII)


@dataclass(frozen=True)
class ByteRange:
    """Bytes from `start` up to, but not including, `end`."""

    start: int
    end: int

    @property
    def size_bytes(self) -> int:
        return self.end - self.start

    def header(self, size_bytes: int) -> str:
        """The value of Content-Range."""
        return f"bytes {self.start}-{self.end - 1}/{size_bytes}"


class NoSuchRange(Exception):
    """The file has none of the requested parts."""


def read_ranges(header: str, size_bytes: int) -> tuple[ByteRange, ...]:
    """The parts to send, in the requested order; empty means the whole file.

    A malformed header counts as none, and so does a list that is too long, or larger than the file in total.
    Raises NoSuchRange if all parts are beyond the end.
    """
    unit, is_list, text = header.partition("=")
    if unit.strip().lower() != "bytes" or not is_list:
        return ()
    requested = [_ONE.fullmatch(one) for one in text.split(",") if one.strip()]
    if not requested or len(requested) > MAX_RANGES:
        return ()
    ranges: list[ByteRange] = []
    for one in requested:
        if one is None or not any(one.groups()) or _is_backwards(*one.groups()):
            return ()
        if (found := _fit(one[1], one[2], size_bytes)) is not None:
            ranges.append(found)
    if not ranges:
        raise NoSuchRange
    return () if sum(one.size_bytes for one in ranges) > size_bytes else tuple(ranges)


def _is_backwards(first: str, last: str) -> bool:
    return bool(first and last) and int(last) < int(first)


def _fit(first: str, last: str, size_bytes: int) -> ByteRange | None:
    if first:
        start, end = int(first), min(int(last) + 1, size_bytes) if last else size_bytes
    else:
        start, end = max(size_bytes - int(last), 0), size_bytes
    return ByteRange(start, end) if start < end else None
