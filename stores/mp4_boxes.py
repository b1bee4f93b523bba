"""Whether a stored MP4 is whole, and its size and length, from its boxes (ISO/IEC 14496-12) alone."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from stores.objects.base import ObjectStore

_MOST_BOXES = 1_000
_MOST_MOVIE_BYTES = 64 * 2**20
_FIXED_POINT = 65_536


@dataclass(frozen=True)
class Mp4Facts:
    """A whole MP4: width and height in pixels, length in seconds."""

    width: int
    height: int
    seconds: float


async def read_mp4(objects: ObjectStore, key: str) -> Mp4Facts | None:
    """The facts of the MP4, which is not decoded; None if it is missing, cut off or something else."""
    stored = await objects.head(key)
    if stored is None:
        return None
    places: dict[bytes, tuple[int, int]] = {}
    at = 0
    for _ in range(_MOST_BOXES):
        if at == stored.size_bytes:
            break
        head = await objects.read_range(key, at, 16) or b""
        kind, size = _box(head, stored.size_bytes - at)
        if size == 0 or (at == 0 and kind != b"ftyp"):
            return None
        places[kind] = (at, size)
        at += size
    if at != stored.size_bytes or not {b"moov", b"mdat"} <= places.keys():
        return None
    start, size = places[b"moov"]
    return _facts(await objects.read_range(key, start, min(size, _MOST_MOVIE_BYTES)) or b"")


def _box(head: bytes, left: int) -> tuple[bytes, int]:
    """The kind and size of the box that begins with `head`; size 0 if it does not fit into `left` bytes."""
    if len(head) < 8:
        return b"", 0
    size, kind = struct.unpack_from(">I4s", head)
    shortest = 8
    if size == 1 and len(head) >= 16:
        (size,), shortest = struct.unpack_from(">Q", head, 8), 16
    elif size == 0:
        size = left
    return kind, size if shortest <= size <= left else 0


def _facts(movie: bytes) -> Mp4Facts | None:
    """The facts in a `moov` box."""
    found = dict(_children(movie, 8))
    header = found.get(b"mvhd", b"")
    scale, length = _times(header)
    sizes = [_size(track) for kind, track in _children(movie, 8) if kind == b"trak"]
    width, height = max(sizes, default=(0, 0))
    return Mp4Facts(width, height, length / scale) if scale and width and height else None


def _times(header: bytes) -> tuple[int, int]:
    """The time scale and the duration in a `mvhd` box."""
    try:
        if header[8:9] == b"\x01":
            scale, length = struct.unpack_from(">IQ", header, 28)
        else:
            scale, length = struct.unpack_from(">II", header, 20)
    except struct.error:
        return 0, 0
    return scale, length


def _size(track: bytes) -> tuple[int, int]:
    """Width and height in a `trak` box; (0, 0) for sound and text."""
    header = dict(_children(track, 8)).get(b"tkhd", b"")
    try:
        width, height = struct.unpack(">II", header[-8:])
    except struct.error:
        return 0, 0
    return width // _FIXED_POINT, height // _FIXED_POINT


def _children(box: bytes, start: int) -> Iterator[tuple[bytes, bytes]]:
    """The boxes within a box, after its first `start` bytes."""
    while start < len(box):
        kind, size = _box(box[start : start + 16], len(box) - start)
        if size == 0:
            return
        yield kind, box[start : start + size]
        start += size
