"""Ids may be given by their beginning, as long as no other video's id begins like that. Pure."""

import re
from collections.abc import Sequence

from contract.failure import FailureCode, PodreelError

LEAST_CHARACTERS = 4
_PREFIX = re.compile(r"[0-9a-f][0-9a-f-]{0,35}")


def require_prefix(text: str) -> str:
    """What an id begins with, in lower case. Raises PodreelError(invalid_request)."""
    prefix = text.strip().lower()
    if _PREFIX.fullmatch(prefix) is None:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"{text!r} is not a video's id, nor the beginning of one.",
            "Give an id that the command printed, or its first characters.",
        )
    if len(prefix) < LEAST_CHARACTERS:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"{prefix} is too short to name a video.",
            f"Give the first {LEAST_CHARACTERS} characters of its id, or more.",
        )
    return prefix


def the_one(prefix: str, ids: Sequence[str], where_to_look: str) -> str:
    """The only one of `ids`, which begin with `prefix`.

    Raises PodreelError(invalid_request) if there is none, or more than one.
    """
    if len(ids) == 1:
        return ids[0]
    if not ids:
        detail, next_step = f"No video of yours has an id that begins with {prefix}.", where_to_look
    else:
        others = " and others" if len(ids) > 2 else ""
        detail = f"More than one id begins with {prefix}: {ids[0]} and {ids[1]}{others}."
        next_step = "Give more of the id that you mean."
    raise PodreelError(FailureCode.INVALID_REQUEST, detail, next_step)
