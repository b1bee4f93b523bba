"""Tombstones of deleted videos: a runner or controller that finds one stops working on the video."""

from datetime import UTC, datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from contract.names import tombstone_key
from stores.objects.base import ObjectStore, read_small
from stores.objects.failures import UnreadableObject

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Tombstone(BaseModel):
    """Marks a video as deleted."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    video_id: str
    deleted_at: AwareDatetime
    caller: str = Field(default="", description="The owner; other callers must not learn that it existed.")


async def read_tombstone(objects: ObjectStore, video_id: str) -> Tombstone | None:
    """The tombstone; None if the video was not deleted. An unreadable tombstone still counts as one."""
    try:
        stored = await read_small(objects, tombstone_key(video_id))
        if stored is None:
            return None
        tombstone = Tombstone.model_validate_json(stored)
    except (UnreadableObject, ValidationError):
        tombstone = None
    if tombstone is None or tombstone.video_id != video_id:
        return Tombstone(video_id=video_id, deleted_at=_LONG_AGO)
    return tombstone


async def write_tombstone(objects: ObjectStore, tombstone: Tombstone) -> None:
    """Stores the tombstone, unless there is one already."""
    await objects.create_once(tombstone_key(tombstone.video_id), tombstone.model_dump_json().encode())
