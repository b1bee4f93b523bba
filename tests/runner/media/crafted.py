"""MP4 files with one box changed, as an attacker might do."""

import struct
from collections.abc import Callable

# Boxes that hold other boxes, on the way down to what is changed here.
_PARENTS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf"))
HUGE_COUNT = 2**20

Change = Callable[[bytes, bytes], bytes | None]


def change_boxes(data: bytes, change: Change) -> bytes:
    """The same boxes with the content that `change` gives each, without those that it gives none."""
    changed = []
    while len(data) >= 8:
        size, kind = struct.unpack(">I4s", data[:8])
        content = data[8:size]
        inner = change_boxes(content, change) if kind in _PARENTS else change(kind, content)
        if inner is not None:
            changed.append(struct.pack(">I4s", 8 + len(inner), kind) + inner)
        data = data[size:]
    return b"".join(changed)


def refer_to(path: str) -> Change:
    """All packets lie in another file, which is named by its absolute path; our own have none."""

    def change(kind: bytes, content: bytes) -> bytes | None:
        if kind == b"dref":
            return struct.pack(">II", 0, 1) + _alias(path)
        return None if kind == b"mdat" else content

    return change


def _alias(path: str) -> bytes:
    """An entry as QuickTime wrote them: fields of fixed length, then numbered texts, the path among them."""
    text = path.encode()
    text += b"\0" * (len(text) % 2)
    content = bytes(4) + bytes(10) + bytes(28) + bytes(12) + bytes(64) + bytes(16) + struct.pack(">hh", 1, 1)
    content += bytes(16) + struct.pack(">HH", 2, len(text)) + text + struct.pack(">HH", 0xFFFF, 0)
    content += bytes(max(0, 160 - len(content)))
    return struct.pack(">I4s", 8 + len(content), b"alis") + content


def claim_samples(count: int = HUGE_COUNT) -> Change:
    """So many pictures of one byte each that their index alone is far larger than the file."""

    def change(kind: bytes, content: bytes) -> bytes | None:
        match kind:
            case b"stsz":
                return struct.pack(">III", 0, 1, count)
            case b"stts":
                return struct.pack(">IIII", 0, 1, count, 1)
            case b"stsc":
                return struct.pack(">IIIII", 0, 1, 1, count, 1)
            case b"stco":
                return struct.pack(">III", 0, 1, 48)
        return None if kind in (b"stss", b"ctts", b"edts") else content

    return change


def repeat_first_sample(count: int) -> Change:
    """So many pictures, each of which is made of the first one's bytes."""

    def change(kind: bytes, content: bytes) -> bytes | None:
        match kind:
            case b"stsz":
                first = int.from_bytes(content[12:16], "big")
                return struct.pack(">III", 0, first, count)
            case b"stts":
                return struct.pack(">IIII", 0, 1, count, 1024)
            case b"stsc":
                return struct.pack(">IIIII", 0, 1, 1, 1, 1)
            case b"stco":
                return struct.pack(">II", 0, count) + content[8:12] * count
        return None if kind in (b"stss", b"ctts", b"edts") else content

    return change


def claim_codec(name: bytes) -> Change:
    """The pictures claim to need another decoder."""

    def change(kind: bytes, content: bytes) -> bytes | None:
        return content[:12] + name + content[16:] if kind == b"stsd" else content

    return change
