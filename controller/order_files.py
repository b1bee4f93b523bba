"""Accepted orders and their inputs in the object store: what outlives the Job."""

import asyncio

import structlog

from contract.names import order_key
from contract.order import JobOrder
from stores.objects.base import ObjectStore

log = structlog.get_logger()


async def store_inputs(objects: ObjectStore, order: JobOrder) -> JobOrder:
    """The order that a Job can carry, however large its texts are: they are stored, and it refers to them.

    The keys are those of the contents, so it may be repeated. Raises PodreelError.
    """
    referring, texts = order.referring()
    await asyncio.gather(*(objects.create_once(key, text) for key, text in texts.items()))
    return referring


async def write_order(objects: ObjectStore, order: JobOrder) -> None:
    """Stores the order of a video; the first one stays, whatever its generation."""
    await objects.create_once(order_key(order.video_id), order.to_json().encode())


async def read_order(objects: ObjectStore, video_id: str) -> JobOrder | None:
    """The first order of the video; None where none was stored, its time is over, or it can't be read."""
    data = await objects.get_bytes(order_key(video_id))
    if data is None:
        return None
    try:
        return JobOrder.from_json(data)
    except ValueError as error:
        log.error("order_unreadable", key=order_key(video_id), reason=str(error))
        return None
