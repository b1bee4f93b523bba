"""The form of a record in Redis. Pure.

Every event is a whole record; its long texts are stored once per video, in the hash, under their digest.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from contract.json_text import parse_json
from contract.record import VideoRecord

LONG_TEXTS = ("request", "initial_explanation", "refined_explanation")
TEXT = "text:"


@dataclass(frozen=True)
class Packed:
    """A record without its long texts, and these texts by their field names in the hash."""

    record: str
    texts: Mapping[str, str]


def pack(record: VideoRecord) -> Packed:
    """Encodes a record for Redis."""
    fields = record.model_dump(mode="json", exclude_defaults=True, exclude=set(LONG_TEXTS))
    texts: dict[str, str] = {}
    for name, text in _long_texts(record).items():
        if text:
            fields[name] = TEXT + hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
            texts[fields[name]] = text
    return Packed(json.dumps(fields, ensure_ascii=False, separators=(",", ":")), texts)


def unpack(packed: str, texts: Mapping[str, str]) -> VideoRecord | None:
    """Decodes a record; None if it can't be read, so that it counts as lost and is rebuilt.

    A missing text becomes None.
    """
    try:
        fields = parse_json(packed)
        for name in LONG_TEXTS:
            text = texts.get(str(fields.pop(name, "")), "")
            if text:
                fields[name] = parse_json(text) if name == "request" else text
        return VideoRecord.model_validate(fields)
    except (ValueError, TypeError, AttributeError):
        return None


def texts_of(packed: str) -> frozenset[str]:
    """The fields of the hash to which a packed record refers."""
    try:
        fields = parse_json(packed)
        return frozenset(str(fields[name]) for name in LONG_TEXTS if name in fields)
    except (ValueError, TypeError):
        return frozenset()


def _long_texts(record: VideoRecord) -> dict[str, str]:
    request = record.request.model_dump_json(exclude_unset=True) if record.request else ""
    return {
        "request": request,
        "initial_explanation": record.initial_explanation or "",
        "refined_explanation": record.refined_explanation or "",
    }
