"""What a program may say about a video that it wants, and about those that it looks for."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypedDict


class Wishes(TypedDict, total=False):
    """The fields of a request, as `POST /api/v1/videos` documents them, without the prompt."""

    model: str
    voice: str
    language: str
    quality: str
    custom: Mapping[str, int]
    aspect: str
    theme: str
    minutes: float
    narration: str
    strict: bool
    as_text: bool
    script: str
    explanation: str
    edited_from: str
    priority: int


class Filters(TypedDict, total=False):
    """Which videos to list: with one of these statuses, created in this time, with these words or ids."""

    status: str | Collection[str]
    created_from: datetime
    created_until: datetime
    text: str
    id_prefix: str
