"""What a damaged result can be rebuilt from, and the result that follows. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json

from contract.failure import FailureCategory, FailureCode
from contract.names import attempt_key
from contract.order import JobOrder
from contract.result import Completed, Ended, VideoResult
from contract.video import VideoStatus
from stores.mp4_boxes import Mp4Facts

REBUILT_NOTE = (
    "The stored result of this video was damaged. It was rebuilt from the files; details are missing."
)
_NEXT_STEP = "Ask for a retry: finished parts are kept."
_UNKNOWN = "unknown"
_TITLE_CHARACTERS = 80
ResultT = TypeVar("ResultT", Completed, Ended)
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class ResultRemains:
    """What is left of a generation's result and files. `mp4` is None unless the whole MP4 is stored.

    `salvaged` are the fields that can still be read, `files` the sizes of the stored files, and `timeline` is
    the content of `timeline.json`.
    """

    video_id: str
    generation: int
    salvaged: Mapping[str, Any]
    order: JobOrder | None
    mp4: Mp4Facts | None = None
    files: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    timeline: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    s3_url: str | None = None

    @property
    def attempt(self) -> int:
        """The attempt that decided, or the first if that is unknown."""
        attempt = self.salvaged.get("attempt")
        return attempt if isinstance(attempt, int) and attempt > 0 else 1


def salvage(data: bytes, video_id: str, generation: int) -> Mapping[str, Any]:
    """The whole fields of a truncated result; empty if it is another one's, or nothing of it can be read."""
    fields = read_json_object(data)
    if not fields:
        fields = read_json_object(data, is_partial=True)
        if fields:
            fields.popitem()  # it may be cut off, such as a number that lacks its last digits
    if (fields.get("video_id"), fields.get("generation")) != (video_id, generation):
        return {}
    return fields


def read_json_object(data: bytes, *, is_partial: bool = False) -> dict[str, Any]:
    """The JSON object in `data`; empty if there is none. `is_partial` allows one that is cut off."""
    try:
        fields = from_json(data, allow_partial=is_partial, allow_inf_nan=False)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def rebuild_result(remains: ResultRemains, now: datetime) -> VideoResult:
    """A completed result if the MP4 is whole, else how the video ended as far as that can be read."""
    salvaged = remains.salvaged
    if salvaged.get("status") in {VideoStatus.FAILED, VideoStatus.CANCELLED}:
        return _ended(remains, now)
    return _failed(remains, now) if remains.mp4 is None else _completed(remains, remains.mp4, now)


def _ended(remains: ResultRemains, now: datetime) -> Ended:
    is_failed = remains.salvaged["status"] == VideoStatus.FAILED
    usual = {
        "finished_at": now.isoformat(),
        "code": FailureCode.INTERNAL if is_failed else None,
        "category": FailureCategory.RESULT_DAMAGED if is_failed else None,
        "message": "Why this video ended can't be read any more."
        if is_failed
        else "The video was cancelled.",
        "next_step": _NEXT_STEP,
    }
    return _filled(Ended, remains, usual)


def _failed(remains: ResultRemains, now: datetime) -> Ended:
    usual = {
        "status": VideoStatus.FAILED,
        "finished_at": now.isoformat(),
        "code": FailureCode.INTERNAL,
        "category": FailureCategory.RESULT_DAMAGED,
        "message": "The stored result of this video can't be read, and its files are not complete.",
        "next_step": _NEXT_STEP,
        "command": f"podreel logs {remains.video_id}",
    }
    return _filled(Ended, replace(remains, salvaged={}), usual)


def _completed(remains: ResultRemains, mp4: Mp4Facts, now: datetime) -> Completed:
    timeline, request = remains.timeline, None if remains.order is None else remains.order.request
    usual: dict[str, Any] = {
        "status": VideoStatus.COMPLETED,
        "finished_at": now.isoformat(),
        "title": timeline.get("title") or (request.prompt[:_TITLE_CHARACTERS] if request else "") or "Video",
        "s3_url": remains.s3_url,
        "request": request.model_dump(mode="json", exclude_unset=True) if request else None,
        "models": dict.fromkeys(("explain", "refine", "write_script"), _UNKNOWN),
        "voice": {"asked": request.voice if request else _UNKNOWN, "engines": [_UNKNOWN]},
        "width": mp4.width,
        "height": mp4.height,
        "frame_rate": timeline.get("frame_rate") or 0,
        "seconds": round(mp4.seconds, 3),
        "sync": {"max_offset_ms": None},
        "validation": {"is_good": True},
        "notes": [],
        "stage_seconds": {},
        "folder": attempt_key(remains.video_id, remains.generation, remains.attempt, "").rstrip("/"),
        "files": dict(remains.files),
    }
    # What is stored now, not what the result said: only that can be published.
    kept = {name: value for name, value in remains.salvaged.items() if name not in {"folder", "files"}}
    result = _filled(Completed, replace(remains, salvaged=kept), usual)
    return result.model_copy(update={"notes": (*result.notes, REBUILT_NOTE)})


def _filled(kind: type[ResultT], remains: ResultRemains, usual: Mapping[str, Any]) -> ResultT:
    """The salvaged fields that are valid; the usual ones for all others."""
    place = {"video_id": remains.video_id, "generation": remains.generation}
    salvaged = dict(remains.salvaged)
    try:
        return kind.model_validate_json(json.dumps({**usual, **salvaged, **place}))
    except ValidationError as error:
        faulty = {fault["loc"][0] for fault in error.errors() if fault["loc"]}
    kept = {name: value for name, value in salvaged.items() if name not in faulty}
    return kind.model_validate_json(json.dumps({**usual, **kept, **place}))
