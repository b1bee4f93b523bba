"""Results as runner and controller write them, each with what matters said and the rest filled in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from contract.failure import FAILURES, FailureCategory, FailureCode
from contract.names import attempt_key
from contract.result import Completed, Ended
from contract.result_parts import (
    ModelCall,
    ModelResult,
    SandboxResult,
    SyncResult,
    TokenUsage,
    ValidationResult,
    VoiceResult,
)
from contract.video import VideoRequest, VideoStatus

VIDEO_ID = "7b6bfa0e-9c9e-4d0c-8a5f-0f6f2ad1c001"
FINISHED_AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def completed_result(video_id: str = VIDEO_ID, generation: int = 1, **fields: Any) -> Completed:
    """A short silent video without files; `files` are below the folder of its attempt."""
    attempt = fields.setdefault("attempt", 1)
    fields.setdefault("folder", attempt_key(video_id, generation, attempt, "").rstrip("/"))
    usual: Mapping[str, Any] = {
        "finished_at": FINISHED_AT,
        "title": "Squares",
        "request": VideoRequest(prompt="Explain the Pythagorean theorem"),
        "models": {
            "explain": "offline:lessons",
            "refine": "offline:lessons",
            "write_script": "offline:lessons",
        },
        "voice": VoiceResult(asked="Joanna", engines=("fake:hum",)),
        "width": 854,
        "height": 480,
        "frame_rate": 15,
        "seconds": 1.0,
        "sync": SyncResult(max_offset_ms=None),
        "sandbox": SandboxResult(mode="enforced"),
        "validation": ValidationResult(is_good=True),
        "stage_seconds": {"explain": 1.5},
        "files": {},
    }
    return Completed(video_id=video_id, generation=generation, **{**usual, **fields})


def failed_result(video_id: str = VIDEO_ID, generation: int = 1, **fields: Any) -> Ended:
    """A failure by the table, unless its words are given."""
    row = FAILURES[fields.setdefault("code", FailureCode.INTERNAL)]
    usual: Mapping[str, Any] = {
        "finished_at": FINISHED_AT,
        "category": FailureCategory(row.code),
        "message": row.sentence,
        "next_step": row.next_step,
        "command": f"podreel logs {video_id}",
    }
    return Ended(video_id=video_id, generation=generation, status=VideoStatus.FAILED, **{**usual, **fields})


def cancelled_result(video_id: str = VIDEO_ID, generation: int = 1, **fields: Any) -> Ended:
    usual: Mapping[str, Any] = {"finished_at": FINISHED_AT, "message": "The video was cancelled."}
    return Ended(
        video_id=video_id, generation=generation, status=VideoStatus.CANCELLED, **{**usual, **fields}
    )


def model_result(*calls: ModelCall) -> ModelResult:
    """The sums of these calls."""
    return ModelResult(
        cost_usd=sum(call.cost_usd or 0.0 for call in calls),
        input_tokens=sum(call.usage.input_tokens for call in calls),
        output_tokens=sum(call.usage.output_tokens for call in calls),
        seconds=sum(call.seconds for call in calls),
        calls=calls,
    )


def model_call(model: str = "openai:gpt-5", cost_usd: float | None = 0.25, **fields: Any) -> ModelCall:
    usual: Mapping[str, Any] = {
        "task": "explain",
        "finish": "complete",
        "usage": TokenUsage(input_tokens=100, output_tokens=20),
        "seconds": 2.0,
    }
    return ModelCall(model=model, cost_usd=cost_usd, **{**usual, **fields})
