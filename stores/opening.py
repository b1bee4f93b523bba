"""Opens the stores of the settings. Nothing else chooses where files, records and events are kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from contract.settings import StorageSettings
from stores.damage import DamageRegister
from stores.events import VideoEvents
from stores.objects.base import ObjectStore
from stores.objects.directory import DirectoryStore
from stores.records.base import VideoRecords, VideoStore


@dataclass(frozen=True)
class Stores:
    """The stores of a service: files, records and events of videos."""

    objects: ObjectStore
    records: VideoRecords
    events: VideoEvents


@asynccontextmanager
async def open_stores(
    storage: StorageSettings, data: Path, damage: DamageRegister | None = None
) -> AsyncIterator[Stores]:
    """The stores of a service, open inside the block. Does not connect to a server yet.

    What the record store can't read is noted in `damage`.

    Raises PodreelError: not_configured if only half of an S3 key is set, bad_configuration without a valid
    REDIS_URL.
    """
    if storage.redis_url is None:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            "REDIS_URL is not set; the service needs Redis for the records of videos.",
            "Set REDIS_URL, such as redis://:secret@redis:6379/0.",
        )
    objects = open_objects(storage, data)
    async with open_records(storage.redis_url, damage=damage) as store:
        yield Stores(objects, records=store, events=store)


def open_objects(storage: StorageSettings, data: Path) -> ObjectStore:
    """The object store for the service's folder `data`. Does not connect to a server yet.

    Raises PodreelError(not_configured) if only half of an S3 key is set.
    """
    if storage.object_store == "s3":
        from stores.objects.s3.store import open_bucket  # noqa: PLC0415 - boto3 takes half a second to import

        return open_bucket(storage)
    return DirectoryStore(data / "objects")


@asynccontextmanager
async def open_records(
    redis_url: str, command_seconds: float = 5.0, damage: DamageRegister | None = None
) -> AsyncIterator[VideoStore]:
    """Records and events in one Redis, with a timeout for each command.

    Raises PodreelError(bad_configuration) if `redis_url` is invalid.
    """
    from stores.records.redis.store import RedisStore  # noqa: PLC0415 - redis takes a third of a second to import

    store = RedisStore(redis_url, command_seconds=command_seconds, damage=damage)
    try:
        yield store
    finally:
        await store.close()
