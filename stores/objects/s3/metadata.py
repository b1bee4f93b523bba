"""Fits user metadata of an S3 object into ASCII and 2 KB, S3's limit. Pure."""

from collections.abc import Mapping
from urllib.parse import quote

# Each name is sent as a header of its own, and some servers count the prefix too.
HEADER_PREFIX = "x-amz-meta-"
LIMIT_BYTES = 2048
READABLE = ",:;/?()'!="


def fit_metadata(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts, percent-encoded, the longest truncated until all fit. `urllib.parse.unquote` decodes them.

    Raises ValueError if the names alone exceed the limit.
    """
    room = LIMIT_BYTES - sum(len(HEADER_PREFIX + name) for name in texts)
    if room < 0:
        raise ValueError("the names of the metadata are longer than S3 allows")
    encoded = {name: quote(text, safe=READABLE) for name, text in texts.items()}
    fitted: dict[str, str] = {}
    by_length = sorted(encoded, key=lambda name: len(encoded[name]))
    for waiting, name in zip(range(len(by_length), 0, -1), by_length, strict=True):
        fitted[name] = _cut(texts[name], encoded[name], room // waiting)
        room -= len(fitted[name])
    return {name: fitted[name] for name in texts}


def _cut(text: str, encoded: str, limit: int) -> str:
    """The percent-encoded text, truncated to whole characters within `limit` bytes."""
    if len(encoded) <= limit:
        return encoded
    kept, used = [], 0
    for character in text:
        piece = quote(character, safe=READABLE)
        used += len(piece)
        if used > limit:
            break
        kept.append(piece)
    return "".join(kept)
