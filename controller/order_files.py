"""Accepted orders in the object store: what the runner reads, and what outlives the Job."""

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from contract.names import order_key, request_key
from contract.video import VideoRequest
from controller.cluster.base import JobOrder
from stores.objects.base import ObjectStore

log = structlog.get_logger()


class _StoredOrder(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    video_id: str
    request: VideoRequest
    caller: str
    submitted_at: AwareDatetime
    priority: int = 5


async def write_order(objects: ObjectStore, order: JobOrder) -> None:
    """Stores request and order of a video; the first ones stay, whatever its generation."""
    # What the user left open stays open: a script may name its own language.
    await objects.create_once(request_key(order.video_id), _as_json(order.request))
    stored = _StoredOrder(
        video_id=order.video_id,
        request=order.request,
        caller=order.caller,
        submitted_at=order.submitted_at,
        priority=order.priority,
    )
    await objects.create_once(order_key(order.video_id), stored.model_dump_json(exclude_unset=True).encode())


async def read_order(objects: ObjectStore, video_id: str) -> JobOrder | None:
    """The order of the video's first generation; None where none was stored, its time is over, or it can't
    be read.
    """
    data = await objects.get_bytes(order_key(video_id))
    if data is None:
        return None
    try:
        stored = _StoredOrder.model_validate_json(data)
    except ValidationError as error:
        log.error("order_unreadable", key=order_key(video_id), reason=str(error))
        return None
    return JobOrder(
        video_id, 1, stored.request, stored.caller, submitted_at=stored.submitted_at, priority=stored.priority
    )


def _as_json(request: VideoRequest) -> bytes:
    return request.model_dump_json(exclude_unset=True).encode()
