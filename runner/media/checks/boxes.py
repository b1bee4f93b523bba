"""Reads the top-level boxes of an MP4: is the file complete, and can it play while it loads?"""

from dataclasses import dataclass
from pathlib import Path

from runner.media.errors import MediaError
from runner.media.files import check_file

_MAX_BOXES = 10_000


@dataclass(frozen=True)
class Box:
    """One top-level box, including its header."""

    kind: str
    offset: int
    size: int


def read_boxes(path: Path) -> tuple[Box, ...]:
    """All top-level boxes in file order. Raises MediaError if one extends beyond the end of the file."""
    check_file(path)
    total = path.stat().st_size
    boxes: list[Box] = []
    offset = 0
    with path.open("rb") as file:
        while offset < total:
            file.seek(offset)
            box = _read_header(file.read(16), offset, total)
            if box is None or len(boxes) >= _MAX_BOXES or offset + box.size > total:
                raise MediaError(f"{path.name} is damaged or cut off at byte {offset} of {total}.")
            boxes.append(box)
            offset += box.size
    return tuple(boxes)


def is_faststart(boxes: tuple[Box, ...]) -> bool:
    """Whether the index (`moov`) comes before the media data (`mdat`)."""
    kinds = [box.kind for box in boxes]
    return "moov" in kinds and "mdat" in kinds and kinds.index("moov") < kinds.index("mdat")


def _read_header(header: bytes, offset: int, total: int) -> Box | None:
    size = int.from_bytes(header[:4], "big")
    smallest = 8
    if size == 1:
        size, smallest = int.from_bytes(header[8:16], "big"), 16
    elif size == 0:
        size = total - offset
    if len(header) < smallest or size < smallest:
        return None
    return Box(header[4:8].decode("latin-1"), offset, size)
