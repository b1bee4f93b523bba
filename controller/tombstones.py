"""What is left of a deleted video: whoever finds it stops."""

from datetime import UTC, datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from contract.names import tombstone_key
from stores.objects.base import ObjectStore

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Tombstone(BaseModel):
    """Says that a video was deleted, and when."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    video_id: str
    deleted_at: AwareDatetime
    caller: str = Field(default="", description="Who owned it, so that nobody else learns that it was there.")


async def read_tombstone(objects: ObjectStore, video_id: str) -> Tombstone | None:
    """None where the video was not deleted. One that can't be read still says that it was."""
    stored = await objects.get_bytes(tombstone_key(video_id))
    if stored is None:
        return None
    try:
        return Tombstone.model_validate_json(stored)
    except ValidationError:
        return Tombstone(video_id=video_id, deleted_at=_LONG_AGO)


async def write_tombstone(objects: ObjectStore, tombstone: Tombstone) -> None:
    """Stores it; the first one stays."""
    await objects.create_once(tombstone_key(tombstone.video_id), tombstone.model_dump_json().encode())
