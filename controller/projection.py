"""What readers are told, made from orders and endings. Pure."""

from datetime import datetime

from pydantic import ValidationError

from contract.record import VideoRecord
from contract.stage import Stage
from contract.video import VideoRequest, VideoStatus
from controller.cluster.base import JobOrder
from controller.results import Ending

QUEUED_MESSAGE = "Video generation started"
COMPLETED_MESSAGE = "Video generated successfully"
CANCELLED_MESSAGE = "The video was cancelled."


def queued_record(order: JobOrder, created_at: datetime | None = None) -> VideoRecord:
    """The record of an accepted order; `created_at` is that of its first generation."""
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


def ended_record(ending: Ending, current: VideoRecord | None, order: JobOrder | None) -> VideoRecord:
    """The record of a video that has ended, with what is known of it from before."""
    base = current or VideoRecord(video_id=ending.video_id, request=_request(ending))
    is_same = base.generation == ending.generation
    if order is not None:
        base = base.model_copy(
            update={
                "caller": base.caller or order.caller,
                "created_at": base.created_at or order.submitted_at,
                "request": base.request or shown_request(order.request),
            }
        )
    return base.model_copy(
        update={
            "generation": ending.generation,
            "attempt": max(base.attempt, ending.attempt) if is_same else ending.attempt,
            "status": ending.status,
            "stage": Stage.DELIVER if ending.is_completed else base.stage,
            "progress_percent": 100 if ending.is_completed else base.progress_percent,
            "message": COMPLETED_MESSAGE if ending.is_completed else ending.message,
            "remaining_seconds": None,
            "cost_usd": base.cost_usd if ending.cost_usd is None else ending.cost_usd,
            "code": ending.code,
            "next_step": ending.next_step,
            "created_at": base.created_at or ending.finished_at,
            "updated_at": ending.finished_at,
            "initial_explanation": ending.initial_explanation or base.initial_explanation,
            "refined_explanation": ending.refined_explanation or base.refined_explanation,
        }
    )


def shown_request(request: VideoRequest) -> VideoRequest:
    """The request without a script of the user's own, which may be large; an empty one stands for it."""
    return request if request.script is None else request.model_copy(update={"script": ""})


def _request(ending: Ending) -> VideoRequest | None:
    if ending.request is None:
        return None
    fields = ending.request
    try:
        # Only beside a script, which results leave out, may a prompt be empty.
        return VideoRequest.model_validate(fields if fields.get("prompt") else {**fields, "script": ""})
    except ValidationError:
        return None
