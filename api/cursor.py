"""Pagination cursors: the last video of a page, as opaque text."""

import base64
import binascii
from datetime import datetime

from api.problems import Problem, ProblemKind
from contract.names import is_video_id
from contract.record import VideoRecord


def write_cursor(record: VideoRecord) -> str | None:
    """The cursor of this record; None for a record without a creation time, which is last in every list."""
    if record.created_at is None:
        return None
    text = f"{record.created_at.isoformat()} {record.video_id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[datetime, str]:
    """The creation time and video id in a cursor. Raises Problem(invalid_request) if it is not a cursor."""
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        moment, _, video_id = base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition(" ")
        created_at = datetime.fromisoformat(moment)
    except (ValueError, binascii.Error, OverflowError) as error:
        raise _bad_cursor(cursor) from error
    if created_at.tzinfo is None or not is_video_id(video_id):
        raise _bad_cursor(cursor)
    return created_at, video_id


def _bad_cursor(cursor: str) -> Problem:
    return Problem(
        ProblemKind.INVALID_REQUEST,
        f"cursor: {cursor[:60]!r} is not a cursor of this list.",
        "Send `next_cursor` unchanged, or leave it out for the first page.",
    )
