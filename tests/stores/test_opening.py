"""Stores are opened from the settings, without connecting before their first use."""

from pathlib import Path
from typing import Any

import pytest

from contract.failure import FailureCode, PodreelError
from contract.record import VideoRecord
from contract.settings import StorageSettings
from stores.objects.directory import DirectoryStore
from stores.objects.s3.store import S3Store
from stores.opening import open_objects, open_stores
from tests.fakes.redis_server import serve_redis

NOBODY = "redis://127.0.0.1:1/0"


def storage(**fields: Any) -> StorageSettings:
    return StorageSettings(**{"object_store": "directory", "redis_url": None, **fields})


def test_the_setting_chooses_where_objects_are(tmp_path: Path) -> None:
    assert isinstance(open_objects(storage(), tmp_path), DirectoryStore)
    assert isinstance(open_objects(storage(object_store="s3", s3_bucket_name="videos"), tmp_path), S3Store)


async def test_events_are_those_of_the_records(tmp_path: Path) -> None:
    with serve_redis(tmp_path) as server:
        async with open_stores(storage(redis_url=server.url), tmp_path) as stores:
            await stores.objects.check()
            await stores.records.project(record := VideoRecord(video_id="a"))
            assert [event.record for event in await stores.events.since("a")] == [record]


async def test_stores_are_opened_while_their_servers_are_down(tmp_path: Path) -> None:
    async with open_stores(storage(redis_url=NOBODY), tmp_path) as stores:
        with pytest.raises(PodreelError) as raised:
            await stores.records.check()
    assert raised.value.code is FailureCode.UNAVAILABLE


@pytest.mark.parametrize("redis_url", [None, "localhost"])
async def test_a_missing_or_invalid_redis_url_is_refused(tmp_path: Path, redis_url: str | None) -> None:
    with pytest.raises(PodreelError) as raised:
        async with open_stores(storage(redis_url=redis_url), tmp_path):
            pass
    assert raised.value.code is FailureCode.BAD_CONFIGURATION
