"""Reads JSON that may be damaged. Pure."""

from typing import Any

from pydantic_core import from_json


def parse_json(text: str | bytes) -> Any:
    """The JSON in `text`. Raises ValueError, unlike `json.loads` also for deep nesting and for NaN."""
    data = text.encode(errors="replace") if isinstance(text, str) else text
    return from_json(data, allow_inf_nan=False)
