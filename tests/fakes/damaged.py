"""What a small JSON file may hold after damage: nothing of it is ever written by Podreel."""

from collections.abc import Mapping

MANY_BYTES = 50 * 2**20
DAMAGED: Mapping[str, bytes] = {
    "nothing": b"",
    "a bracket": b"{",
    "an empty object": b"{}",
    "a list": b"[1]",
    "null": b"null",
    "a text": b'"text"',
    "not UTF-8": b"\xff\xfe\x00",
    "NaN": b'{"video_id": NaN}',
    "a number without end": b"9" * 10_000,
    "deep": b"[" * 100_000,
    "deep in a field": b'{"video_id":' + b'{"a":' * 50_000,
    "50 MB": b" " * MANY_BYTES,
    "zeros": b"\0" * 4096,
    "foreign fields": b'{"surprise": 1}',
    "wrong types": b'{"video_id": 7, "generation": "one", "status": [], "order": 1, "uid": {}}',
}
