"""Accepted orders and their inputs in the object store, where they outlive the Job."""

import asyncio

import structlog

from contract.names import order_key, request_key
from contract.order import JobOrder
from stores.objects.base import ObjectStore, read_small
from stores.objects.failures import UnreadableObject

log = structlog.get_logger()


async def store_inputs(objects: ObjectStore, order: JobOrder) -> JobOrder:
    """Stores large texts and returns the order with references to them, small enough for a Job.

    Keys are derived from the contents, so it may be repeated. Raises PodreelError.
    """
    referring, texts = order.referring()
    await asyncio.gather(*(objects.create_once(key, text) for key, text in texts.items()))
    return referring


async def write_order(objects: ObjectStore, order: JobOrder) -> None:
    """Stores the order of a video, unless a readable one is stored already, of any generation."""
    key, data = order_key(order.video_id), order.to_json().encode()
    if not await objects.create_once(key, data) and await _read(objects, key, order.video_id) is None:
        await objects.put_bytes(key, data)


async def has_order(objects: ObjectStore, video_id: str) -> bool:
    """Whether the service's copy of the video's order is stored and can be read."""
    return await _read(objects, order_key(video_id), video_id) is not None


async def read_order(objects: ObjectStore, video_id: str) -> JobOrder | None:
    """The first order of the video, or what its run stored of it; None if neither can be read any more."""
    for key in (order_key(video_id), request_key(video_id)):
        order = await _read(objects, key, video_id)
        if order is not None:
            return order
    return None


async def _read(objects: ObjectStore, key: str, video_id: str) -> JobOrder | None:
    try:
        data = await read_small(objects, key)
        order = None if data is None else JobOrder.from_json(data)
    except (UnreadableObject, ValueError) as error:
        log.warning("order_unreadable", key=key, reason=type(error).__name__)
        return None
    return order if order is not None and order.video_id == video_id else None
