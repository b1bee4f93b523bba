"""Builds records from orders and results. Pure."""

from datetime import datetime

from contract.failure import FailureCode
from contract.order import JobOrder, shown_request
from contract.record import VideoRecord
from contract.result import Completed, VideoResult, code_of
from contract.stage import Stage
from contract.video import VideoRequest, VideoStatus

QUEUED_MESSAGE = "Video generation started"
COMPLETED_MESSAGE = "Video generated successfully"
CANCELLED_MESSAGE = "The video was cancelled."
_LATER = (
    "The result of this video was written by a later version of Podreel; this version can't read it.",
    "Ask the operator to update Podreel.",
)


def queued_record(order: JobOrder, created_at: datetime | None = None) -> VideoRecord:
    """The record of an accepted order; `created_at` is when its first generation was submitted."""
    return VideoRecord(
        video_id=order.video_id,
        generation=order.generation,
        status=VideoStatus.QUEUED,
        message=QUEUED_MESSAGE,
        created_at=created_at or order.submitted_at,
        updated_at=order.submitted_at,
        caller=order.caller,
        request=shown_request(order.request),
    )


def ended_record(result: VideoResult, current: VideoRecord | None, order: JobOrder | None) -> VideoRecord:
    """The record of a video that has ended; `current` and `order` supply the fields the result lacks."""
    base = current or VideoRecord(video_id=result.video_id)
    is_same = base.generation == result.generation
    if order is not None:
        base = base.model_copy(
            update={
                "caller": base.caller or order.caller,
                "created_at": base.created_at or order.submitted_at,
                "request": base.request or shown_request(order.request),
            }
        )
    ended = base.model_copy(
        update={
            "generation": result.generation,
            "attempt": max(base.attempt, result.attempt) if is_same else result.attempt,
            "status": result.status,
            "remaining_seconds": None,
            "code": code_of(result),
            "created_at": base.created_at or result.finished_at,
            "updated_at": result.finished_at,
        }
    )
    if isinstance(result, Completed):
        return _completed(ended, result)
    return ended.model_copy(update={"message": result.message, "next_step": result.next_step})


def _completed(ended: VideoRecord, result: Completed) -> VideoRecord:
    use = result.model_use
    return ended.model_copy(
        update={
            "stage": Stage.DELIVER,
            "progress_percent": 100,
            "message": COMPLETED_MESSAGE,
            "next_step": "",
            "title": result.title,
            "seconds": result.seconds,
            "cost_usd": ended.cost_usd if use is None else use.cost_usd,
            "request": _as_made(ended.request, result.request),
            "initial_explanation": result.initial_explanation or ended.initial_explanation,
            "refined_explanation": result.refined_explanation or ended.refined_explanation,
        }
    )


def _as_made(asked: VideoRequest | None, made: VideoRequest | None) -> VideoRequest | None:
    """The request, with the language that was spoken: a script may have named its own."""
    if asked is None or made is None:
        return asked or made
    return asked.model_copy(update={"language": made.language})


def unreadable_record(current: VideoRecord, now: datetime) -> VideoRecord:
    """The record of a video whose Job is gone, and whose result a later version wrote."""
    message, next_step = _LATER
    return current.model_copy(
        update={
            "status": VideoStatus.FAILED,
            "remaining_seconds": None,
            "code": FailureCode.INTERNAL,
            "message": message,
            "next_step": next_step,
            "updated_at": now,
        }
    )
