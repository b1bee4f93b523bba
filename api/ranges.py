"""Which bytes of a file a reader asks for (RFC 9110, section 14). Pure."""

import re
from dataclasses import dataclass

MAX_RANGES = 16
_ONE = re.compile(r"\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII)


@dataclass(frozen=True)
class ByteRange:
    """From `start` up to, not including, `end`."""

    start: int
    end: int

    @property
    def size_bytes(self) -> int:
        return self.end - self.start

    def header(self, size_bytes: int) -> str:
        """The value of Content-Range."""
        return f"bytes {self.start}-{self.end - 1}/{size_bytes}"


class NoSuchRange(Exception):
    """The file has none of the parts that were asked for."""


def read_ranges(header: str, size_bytes: int) -> tuple[ByteRange, ...]:
    """The parts to send, in the order asked for; none means the whole file.

    What is malformed is no wish for a part, and neither is a list so long or so tangled that the whole is
    cheaper. Raises NoSuchRange where all lie beyond the end.
    """
    unit, is_list, text = header.partition("=")
    if unit.strip().lower() != "bytes" or not is_list:
        return ()
    wishes = [_ONE.fullmatch(one) for one in text.split(",") if one.strip()]
    if not wishes or len(wishes) > MAX_RANGES:
        return ()
    ranges: list[ByteRange] = []
    for wish in wishes:
        if wish is None or not any(wish.groups()) or _is_backwards(*wish.groups()):
            return ()
        if (found := _fit(wish[1], wish[2], size_bytes)) is not None:
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
