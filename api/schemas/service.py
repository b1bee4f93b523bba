"""Requests and answers about the service itself, each with an example."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.videos import Wire, example_of
from contract.failure import FailureCategory, FailureCode
from contract.field_faults import FaultCode


class ListedVideo(Wire):
    """A video, and how people recognise it."""

    video_id: str
    question: str = Field(default="", description="Its beginning.")


class QueuedVideo(ListedVideo):
    """A waiting video, and its position in the queue."""

    position: int
    priority: int
    caller: str
    submitted_at: datetime


class RunningVideo(ListedVideo):
    """A video that is being made."""

    generation: int
    tries: int
    caller: str
    resumed_at: datetime | None
    is_cancelled: bool
    state: str
    kubectl: str = Field(default="", description="A command that shows its Job; empty outside Kubernetes.")


class FailedVideo(ListedVideo):
    """A failed video, with its diagnosis and a command that shows more."""

    generation: int
    code: FailureCode | None
    category: FailureCategory | None
    message: str
    next_step: str
    command: str
    kubectl: str = Field(default="", description="A command that shows its Job; empty outside Kubernetes.")
    finished_at: datetime | None


class DiskAnswer(Wire):
    """The disk that videos are made on; with less than `least_free_bytes` free no video is started."""

    total_bytes: int
    free_bytes: int
    least_free_bytes: int


class OperationsAnswer(Wire):
    """The queue, the running videos, and the latest failures."""

    model_config = example_of({"queued": [], "running": [], "failed": []})

    queued: tuple[QueuedVideo, ...]
    running: tuple[RunningVideo, ...]
    failed: tuple[FailedVideo, ...]
    closed_because: str = Field(
        default="", description="Why no video is admitted now; empty if videos are admitted."
    )
    disk: DiskAnswer | None = Field(default=None, description="Null if videos are made on other machines.")


class LivenessAnswer(Wire):
    """Whether this process gets updates from the cluster; one that is stale should be restarted."""

    model_config = example_of({"status": "live"})

    status: Literal["live", "stale"]
    sentence: str = Field(default="", description="Why it is stale; empty if it is live.")


class PartHealth(Wire):
    """One part that the service needs."""

    state: Literal["ok", "down", "limited"]
    sentence: str
    next_step: str = Field(default="", description="What an operator can do; empty if nothing is wrong.")


class HealthAnswer(Wire):
    """Whether the service is ready, and the state of each part that it needs."""

    model_config = example_of(
        {
            "status": "ready",
            "parts": {"cluster": {"state": "ok", "sentence": "Reachable.", "next_step": ""}},
        }
    )

    status: Literal["ready", "not_ready"]
    parts: dict[str, PartHealth]


class FieldError(BaseModel):
    """One fault of a request."""

    field: str = Field(description="The path of the field, such as `custom.width`.")
    detail: str
    # A text, since a later version may have more codes.
    code: str = Field(description="What is wrong with it.", json_schema_extra={"enum": list(FaultCode)})


class ProblemAnswer(BaseModel):
    """An RFC 9457 problem document with a stable code and the next step."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:podreel:problem:invalid_request",
                    "title": "The request is invalid",
                    "status": 422,
                    "detail": "unknown voice 'Anna'; choose one of Joanna, Ruth, Matthew, Stephen.",
                    "instance": "/api/v1/videos",
                    "code": "invalid_request",
                    "next_step": "Correct the named fields and send it again.",
                    "request_id": "8f14e45fceea467a9b2c3d1e0f6a7b8c",
                    "errors": [
                        {
                            "field": "voice",
                            "detail": "unknown voice 'Anna'; choose one of Joanna, Ruth, Matthew, Stephen",
                            "code": "not_offered",
                        }
                    ],
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    next_step: str
    request_id: str = Field(default="", description="For the operator, whose log has it too.")
    errors: tuple[FieldError, ...] = Field(
        default=(), description="All faults of a request's fields; empty for other problems."
    )
