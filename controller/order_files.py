"""Accepted orders and their inputs in the object store, where they outlive the Job."""

import asyncio

import structlog

from contract.names import order_key
from contract.order import JobOrder
from stores.objects.base import ObjectStore

log = structlog.get_logger()


async def store_inputs(objects: ObjectStore, order: JobOrder) -> JobOrder:
    """Stores large texts and returns the order with references to them, small enough for a Job.

    Keys are derived from the contents, so it may be repeated. Raises PodreelError.
    """
    referring, texts = order.referring()
    await asyncio.gather(*(objects.create_once(key, text) for key, text in texts.items()))
    return referring


async def write_order(objects: ObjectStore, order: JobOrder) -> None:
    """Stores the order of a video, unless one is stored already, of any generation."""
    await objects.create_once(order_key(order.video_id), order.to_json().encode())


async def read_order(objects: ObjectStore, video_id: str) -> JobOrder | None:
    """The first order of the video; None if it is missing, expired or unreadable."""
    data = await objects.get_bytes(order_key(video_id))
    if data is None:
        return None
    try:
        return JobOrder.from_json(data)
    except ValueError as error:
        log.error("order_unreadable", key=order_key(video_id), reason=str(error))
        return None
