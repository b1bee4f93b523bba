"""Truncated, edited or newer results affect only their own video."""

import json
import random

import pytest

from contract.failure import FailureCode
from contract.names import damaged_key, job_name, result_key, tombstone_key
from contract.result import FORMAT_VERSION, result_bytes
from contract.video import VideoStatus
from controller.commands import DeletedVideo, StateConflict
from controller.tombstones import read_tombstone
from tests.controller.world import World
from tests.fakes.results import failed_result

LATER = json.dumps(
    json.loads(result_bytes(failed_result())) | {"format_version": FORMAT_VERSION + 1}
).encode()


async def world_with_two(stored: bytes) -> tuple[World, str, str]:
    """Two videos without Jobs; the first one's result is `stored`, the second has none yet."""
    world = World(random.Random(1))  # noqa: S311 - repeatable
    bad, good = [(await world.submit("ada", None)).record.video_id for _ in range(2)]
    await world.controller.step()
    for video_id in (bad, good):
        await world.cluster.delete(job_name(video_id, 1))
    world.objects.kept[result_key(bad, 1)] = stored
    return world, bad, good


async def pass_time(world: World) -> None:
    for _ in range(3):
        await world.controller.step()
        world.clock.advance(61)


async def test_an_unreadable_result_is_shown_as_such_and_others_end_normally() -> None:
    world, bad, good = await world_with_two(b'{"status": "comp')
    await pass_time(world)
    told = await world.commands.record(bad)
    assert (told.status, told.code) == (VideoStatus.FAILED, FailureCode.INTERNAL)
    assert told.message == "The stored result of this video can't be read, and its files are not complete."
    assert told.next_step == "Ask for a retry: finished parts are kept."
    assert world.objects.kept[damaged_key(result_key(bad, 1))] == b'{"status": "comp'
    assert world.controller.facts.damaged == {"result": 1}
    assert (await world.commands.record(good)).code is FailureCode.JOB_LOST


async def test_a_result_of_a_later_version_stays_unchanged() -> None:
    world, later, good = await world_with_two(LATER)
    await pass_time(world)
    assert not (await world.commands.record(later)).status.is_terminal
    assert (await world.commands.record(good)).code is FailureCode.JOB_LOST


@pytest.mark.parametrize("stored", [b"damaged", LATER])
async def test_an_unreadable_result_does_not_block_the_rebuild_of_other_records(stored: bytes) -> None:
    world, bad, good = await world_with_two(stored)
    world.objects.kept[result_key(good, 1)] = result_bytes(
        failed_result(good, finished_at=world.clock(), code=FailureCode.SCRIPT_FAILED)
    )
    for video_id in (bad, good):
        await world.store.delete(video_id)
    world.restart()
    await pass_time(world)
    shown = await world.store.get(good)
    assert shown is not None
    assert shown.code is FailureCode.SCRIPT_FAILED
    told = await world.commands.record(bad)
    assert (told.status, told.code, told.caller) == (VideoStatus.FAILED, FailureCode.INTERNAL, "ada")
    assert "can't read it" in told.message or "can't be read" in told.message
    # What a later version wrote is only said, not stored.
    assert (await world.store.get(bad) is None) is (stored is LATER)
    if stored is LATER:
        with pytest.raises(StateConflict, match="later version"):
            await world.commands.retry(bad)
    else:
        assert (await world.retry(bad)).record.generation == 2


@pytest.mark.parametrize("has_record", [True, False])
async def test_a_video_with_an_unreadable_result_can_be_deleted(has_record: bool) -> None:
    world, bad, _ = await world_with_two(b"damaged")
    if not has_record:
        await world.store.delete(bad)
    await world.delete(bad)
    tombstone = await read_tombstone(world.objects, bad)
    assert tombstone is not None
    assert tombstone.caller == "ada"
    await pass_time(world)
    assert [key for key in world.objects.kept if bad in key] == [tombstone_key(bad)]


async def test_a_damaged_tombstone_still_says_that_the_video_was_deleted() -> None:
    world, bad, _ = await world_with_two(b"damaged")
    world.objects.kept[tombstone_key(bad)] = b"{"
    await world.store.delete(bad)
    with pytest.raises(DeletedVideo):
        await world.commands.record(bad)
    await pass_time(world)
    assert await world.store.get(bad) is None
