"""Opens the stores that the settings name: nothing else chooses where files, records and events are kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from contract.settings import StorageSettings
from stores.events import VideoEvents
from stores.objects.base import ObjectStore
from stores.objects.directory import DirectoryStore
from stores.records.base import VideoRecords, VideoStore


@dataclass(frozen=True)
class Stores:
    """All that a service keeps: files of videos, their records, and what happens to them."""

    objects: ObjectStore
    records: VideoRecords
    events: VideoEvents


@asynccontextmanager
async def open_stores(storage: StorageSettings, data: Path) -> AsyncIterator[Stores]:
    """The stores of a service, open as long as the block. Nothing is asked of a server yet.

    Raises PodreelError: not_configured where half a key is set, bad_configuration without a good REDIS_URL.
    """
    if storage.redis_url is None:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            "There is no Redis for what readers are told.",
            "Set REDIS_URL, such as redis://:secret@redis:6379/0.",
        )
    objects = open_objects(storage, data)
    async with open_records(storage.redis_url) as store:
        yield Stores(objects, records=store, events=store)


def open_objects(storage: StorageSettings, data: Path) -> ObjectStore:
    """The object store of the videos whose working state is in `data`. Nothing is asked of a server yet.

    Raises PodreelError(not_configured) where half a key is set.
    """
    if storage.object_store == "s3":
        from stores.objects.s3.store import open_bucket  # noqa: PLC0415 - boto3 takes half a second to import

        return open_bucket(storage)
    return DirectoryStore(data / "objects")


@asynccontextmanager
async def open_records(redis_url: str, command_seconds: float = 5.0) -> AsyncIterator[VideoStore]:
    """Records and events in one Redis, which is given so long for each command.

    Raises PodreelError(bad_configuration) for what is no address.
    """
    from stores.records.redis.store import RedisStore  # noqa: PLC0415 - redis takes a third of a second to import

    store = RedisStore(redis_url, command_seconds=command_seconds)
    try:
        yield store
    finally:
        await store.close()
