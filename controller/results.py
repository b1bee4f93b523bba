"""How videos ended: results and tombstones in the object store. The first decision stands."""

from datetime import UTC, datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from contract.failure import FailureCode
from contract.names import result_key, tombstone_key
from contract.result import UnreadableResult
from contract.video import VideoStatus
from stores.objects.base import ObjectStore

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Ending(BaseModel):
    """The stored result of one generation: by its runner where it completed, else by the controller.

    `folder` has the finished files as the runner staged them; `files` are their sizes in bytes. `category`
    tells causes apart that share a code, and `command` looks closer at one; both are for operators.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    video_id: str
    generation: int = Field(ge=1)
    attempt: int = Field(default=0, ge=0)
    status: VideoStatus
    finished_at: AwareDatetime
    code: FailureCode | None = None
    category: str = ""
    message: str = ""
    next_step: str = ""
    command: str = ""
    title: str = ""
    s3_url: str | None = None
    initial_explanation: str = ""
    refined_explanation: str = ""
    folder: str = ""
    files: dict[str, int] = {}
    request: dict[str, Any] | None = None
    seconds: float | None = None
    width: int | None = None
    height: int | None = None
    frame_rate: int | None = None
    models: dict[str, str] = {}
    model_use: dict[str, Any] | None = None
    voice: dict[str, Any] | None = None
    sync: dict[str, Any] | None = None
    corrections: tuple[dict[str, Any], ...] = ()
    degraded: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    stage_seconds: dict[str, float] = {}

    @property
    def is_completed(self) -> bool:
        return self.status is VideoStatus.COMPLETED

    @property
    def cost_usd(self) -> float | None:
        return None if self.model_use is None else self.model_use.get("cost_usd")


class Tombstone(BaseModel):
    """Says that a video was deleted, and when."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    video_id: str
    deleted_at: AwareDatetime
    caller: str = Field(default="", description="Who owned it, so that nobody else learns that it was there.")


async def read_ending(objects: ObjectStore, video_id: str, generation: int) -> Ending | None:
    """How this generation ended; None while it has not.

    Raises UnreadableResult.
    """
    stored = await objects.get_bytes(result_key(video_id, generation))
    if stored is None:
        return None
    try:
        return Ending.model_validate_json(stored)
    except ValidationError as error:
        raise UnreadableResult(
            FailureCode.INTERNAL,
            f"The stored result {result_key(video_id, generation)} in {objects.name} can't be read.",
            "Restore that object from a backup, or delete the video.",
        ) from error


async def newest_ending(objects: ObjectStore, video_id: str, since: int = 1) -> Ending | None:
    """The ending of the highest generation from `since` on; generations end one after the other."""
    newest = None
    while (ending := await read_ending(objects, video_id, since)) is not None:
        newest, since = ending, since + 1
    return newest


async def write_ending(objects: ObjectStore, ending: Ending) -> Ending:
    """Stores the decision unless there is one, and returns the one that stands."""
    data = ending.model_dump_json(indent=2, exclude_defaults=True).encode()
    if await objects.create_once(result_key(ending.video_id, ending.generation), data):
        return ending
    standing = await read_ending(objects, ending.video_id, ending.generation)
    return standing or ending


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
