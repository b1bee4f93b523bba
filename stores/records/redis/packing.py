"""How a record is written in Redis. Pure.

Every event is a whole record; its long texts are kept once a video, in the hash, named by their digest.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from contract.record import VideoRecord

LONG_TEXTS = ("request", "initial_explanation", "refined_explanation")
TEXT = "text:"


@dataclass(frozen=True)
class Packed:
    """A record without its long texts, and those by the names of their fields in the hash."""

    record: str
    texts: Mapping[str, str]


def pack(record: VideoRecord) -> Packed:
    """A record in the form for Redis."""
    fields = record.model_dump(mode="json", exclude_defaults=True, exclude=set(LONG_TEXTS))
    texts: dict[str, str] = {}
    for name, text in _long_texts(record).items():
        if text:
            fields[name] = TEXT + hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
            texts[fields[name]] = text
    return Packed(json.dumps(fields, ensure_ascii=False, separators=(",", ":")), texts)


def unpack(packed: str, texts: Mapping[str, str]) -> VideoRecord | None:
    """The record again; None where it can't be read, so that it counts as lost and is projected anew.

    A text that is not there is None.
    """
    try:
        fields = json.loads(packed)
        for name in LONG_TEXTS:
            text = texts.get(str(fields.pop(name, "")), "")
            if text:
                fields[name] = json.loads(text) if name == "request" else text
        return VideoRecord.model_validate(fields)
    except (ValueError, TypeError, AttributeError, ValidationError):
        return None


def texts_of(packed: str) -> frozenset[str]:
    """The fields of the hash that a packed record needs."""
    try:
        fields = json.loads(packed)
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
