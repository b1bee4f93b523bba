"""The request that the options of `podreel make` or `podreel submit` describe, with texts from files."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from contract.failure import FailureCode, PodreelError

MOST_CHARACTERS = 1_000_000
"""More than any text of a request may have; each has its own limit below that."""
STDIN = "-"
_AS_GIVEN = (
    *("model", "voice", "language", "quality", "aspect", "theme", "minutes", "narration"),
    *("strict", "as_text", "priority"),
)
_TEXTS = ("script", "explanation")
_SIZE = ("width", "height", "frame_rate")


def request_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a request, from the values of a command's options; what was left out is left out.

    Raises PodreelError(invalid_request) for a text that can't be read, and for half a size.
    """
    fields: dict[str, Any] = {"prompt": _read_prompt(given["prompt"])}
    fields |= {name: given[name] for name in _AS_GIVEN if given.get(name) not in (None, False)}
    fields |= {name: _read_text(name, path) for name in _TEXTS if (path := given[name]) is not None}
    size = {name: given[name] for name in _SIZE if given[name] is not None}
    if size and len(size) < len(_SIZE):
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            "A size of your own needs --width, --height and --frame-rate.",
            "Give all three, and --quality custom.",
        )
    return {**fields, "custom": size} if size else fields


def _read_prompt(prompt: str) -> str:
    try:
        text = _read_whole("prompt", sys.stdin) if prompt == STDIN else prompt
        # Depending on the locale, bytes that are no text come as characters that can't be encoded.
        text.encode()
    except UnicodeError as error:
        raise PodreelError(
            FailureCode.INVALID_REQUEST, "The prompt is not text in UTF-8.", "Give it as text in UTF-8."
        ) from error
    return text


def _read_text(name: str, path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            text = _read_whole(name, file)
    except (OSError, UnicodeDecodeError) as error:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The {name} {path} can't be read: {error}.",
            "Give a Python file." if name == "script" else "Give a text file in UTF-8.",
        ) from error
    if name == "explanation" and not text.strip():
        raise PodreelError(
            FailureCode.INVALID_REQUEST, f"The {name} {path} is empty.", "Write what the video should say."
        )
    return text


def _read_whole(name: str, file: TextIO) -> str:
    """The text; a file may be huge, a hole, or without end, and nothing of that is read into memory."""
    text = file.read(MOST_CHARACTERS + 1)
    if len(text) > MOST_CHARACTERS:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The {name} has more than {MOST_CHARACTERS:,} characters.",
            "Give a shorter text.",
        )
    return text
