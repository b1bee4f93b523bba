"""Jobs, pods and results for tests, with defaults for the fields that don't matter."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from contract.names import new_video_id
from contract.order import JobOrder
from contract.result import VideoResult
from contract.video import VideoRequest, VideoStatus
from controller.cluster.base import CANCEL_ANNOTATION, JobState, ObservedJob, ObservedPod, PodPhase
from tests.fakes.results import cancelled_result, completed_result, failed_result

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
VIDEO_ID = "7b6bfa0e-9c9e-4d0c-8a5f-0f6f2ad1c001"
REQUEST = VideoRequest(prompt="Explain the Pythagorean theorem")


def order(
    caller: str = "ada", priority: int = 5, age_seconds: float = 0.0, video_id: str = "", generation: int = 1
) -> JobOrder:
    submitted_at = NOW - timedelta(seconds=age_seconds)
    return JobOrder(video_id or new_video_id(), generation, REQUEST, caller, submitted_at, priority)


def job(state: JobState = JobState.SUSPENDED, ordered: JobOrder | None = None, **fields: Any) -> ObservedJob:
    """A Job; `cancelled=True` for one whose cancellation was requested."""
    if fields.pop("cancelled", False):
        fields["annotations"] = {CANCEL_ANNOTATION: NOW.isoformat()}
    if state is not JobState.SUSPENDED:
        fields.setdefault("resumed_at", NOW - timedelta(seconds=60))
    if state.has_ended:
        fields.setdefault("ended_at", NOW - timedelta(seconds=5))
    ordered = ordered or order(video_id=VIDEO_ID)
    return ObservedJob(f"uid-{ordered.name}", ordered, state, **fields)


def pod(phase: PodPhase = PodPhase.FAILED, exit_status: int | None = None, **fields: Any) -> ObservedPod:
    fields.setdefault("started_at", None if phase is PodPhase.PENDING else NOW - timedelta(seconds=50))
    return ObservedPod("pod-1", phase, exit_status, **fields)


def result_of(status: VideoStatus = VideoStatus.COMPLETED, **fields: Any) -> VideoResult:
    fields = {"video_id": VIDEO_ID, "finished_at": NOW, **fields}
    return _RESULTS[status](**fields)


_RESULTS: Mapping[VideoStatus, Callable[..., VideoResult]] = {
    VideoStatus.COMPLETED: completed_result,
    VideoStatus.FAILED: failed_result,
    VideoStatus.CANCELLED: cancelled_result,
}
