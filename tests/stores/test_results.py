"""Results in a store: written once; publishing again changes nothing."""

from pathlib import Path

import pytest

from contract.failure import PodreelError
from contract.names import companion_key, result_key, video_key
from contract.result import UnreadableResult
from stores.objects.base import ObjectStore
from stores.objects.directory import DirectoryStore
from stores.results import publish, read_result, write_result
from tests.fakes.results import VIDEO_ID, cancelled_result, completed_result

FILES = {"video.mp4": b"film", "captions.vtt": b"words", "script.py": b"x = 1"}
RESULT = completed_result(attempt=2, files={name: len(data) for name, data in FILES.items()})


@pytest.fixture
def objects(tmp_path: Path) -> ObjectStore:
    return DirectoryStore(tmp_path)


async def test_the_first_result_stands(objects: ObjectStore) -> None:
    assert await read_result(objects, VIDEO_ID, 1) is None
    assert await write_result(objects, RESULT) == RESULT
    for later in (cancelled_result(), completed_result(title="Other")):
        assert await write_result(objects, later) == RESULT
    assert await read_result(objects, VIDEO_ID, 1) == RESULT


async def test_a_damaged_result_is_named(objects: ObjectStore) -> None:
    await objects.put_bytes(result_key(VIDEO_ID, 1), b"damaged")
    with pytest.raises(UnreadableResult, match=result_key(VIDEO_ID, 1)):
        await read_result(objects, VIDEO_ID, 1)


async def test_every_file_of_a_result_gets_its_public_key(objects: ObjectStore) -> None:
    for name, data in FILES.items():
        await objects.put_bytes(f"{RESULT.folder}/{name}", data)
    for _ in range(2):
        await publish(objects, RESULT)
        assert await objects.get_bytes(video_key(VIDEO_ID)) == b"film"
        assert await objects.get_bytes(companion_key(VIDEO_ID, "captions.vtt")) == b"words"
        assert await objects.get_bytes(companion_key(VIDEO_ID, "script.py")) == b"x = 1"


async def test_a_truncated_file_is_copied_again(objects: ObjectStore) -> None:
    for name, data in FILES.items():
        await objects.put_bytes(f"{RESULT.folder}/{name}", data)
    await objects.put_bytes(video_key(VIDEO_ID), b"fi")
    await publish(objects, RESULT)
    assert await objects.get_bytes(video_key(VIDEO_ID)) == b"film"


async def test_publishing_missing_files_fails(objects: ObjectStore) -> None:
    with pytest.raises(PodreelError):
        await publish(objects, RESULT)
