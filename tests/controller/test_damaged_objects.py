"""One damaged object among many: others are shown, new videos start, and its video ends with a sentence."""

import random
from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest

from contract.names import (
    input_key,
    job_name,
    log_key,
    order_key,
    request_key,
    result_key,
    sweep_key,
    tombstone_key,
)
from contract.result import result_bytes
from contract.video import VideoStatus
from controller.cluster.base import JobState
from controller.commands import DeletedVideo, StateConflict
from controller.deletion import Sweep
from tests.controller.world import World
from tests.fakes.damaged import DAMAGED
from tests.fakes.results import failed_result

Key = Callable[[str], str]
KEYS: Mapping[str, Key] = {
    "a sweep": sweep_key,
    "an order": order_key,
    "a result": lambda video_id: result_key(video_id, 1),
    "a later result": lambda video_id: result_key(video_id, 2),
    "a tombstone": tombstone_key,
    "a request": request_key,
    "an input": lambda video_id: input_key(video_id, "0" * 64),
    "a log": lambda video_id: log_key(video_id, 1, 1),
}
FOREIGN = ("private/sweeps/notes.txt", "private/orders/x", "private/results/x-1.json", "private/inputs/a/b")


async def world_of(ended: int = 3, running: int = 2) -> tuple[World, list[str], list[str]]:
    """A service with some videos that have failed, and some that are made."""
    world = World(random.Random(1))  # noqa: S311 - repeatable
    done = [(await world.submit("ada", None)).record.video_id for _ in range(ended)]
    await world.controller.step()
    for video_id in done:
        result = failed_result(video_id, finished_at=world.clock())
        world.objects.kept[result_key(video_id, 1)] = result_bytes(result)
        await world.cluster.delete(job_name(video_id, 1))
    await world.controller.step()
    alive = [(await world.submit("ada", None)).record.video_id for _ in range(running)]
    await world.controller.step()
    return world, done, alive


async def pass_time(world: World, steps: int = 4) -> None:
    for _ in range(steps):
        await world.controller.step()
        world.clock.advance(61)


async def check_others(world: World, damaged: str, others: list[str]) -> None:
    """All others are listed as they were, and a new video starts."""
    fresh = (await world.submit("ada", None)).record.video_id
    await world.controller.step()
    listed = {record.video_id: record for record in await world.store.list()}
    assert {*others, fresh} <= listed.keys()
    assert world.cluster._jobs[job_name(fresh, 1)].state is JobState.RUNNING
    assert world.controller.facts.failing_because == ""
    for video_id in others:
        assert (await world.commands.record(video_id)).video_id == video_id


async def check_sentence(world: World, video_id: str) -> None:
    """The video answers with a status, or was deleted; it can be retried or says why not, and deleted."""
    try:
        record = await world.commands.record(video_id)
    except DeletedVideo:
        return
    assert record.video_id == video_id
    assert record.message
    if record.status.is_terminal:
        with suppress(StateConflict):
            assert (await world.retry(video_id)).record.status is VideoStatus.QUEUED
    await world.delete(video_id)
    await pass_time(world)
    with pytest.raises(DeletedVideo):
        await world.commands.record(video_id)
    assert [key for key in world.objects.kept if video_id in key] == [tombstone_key(video_id)]


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED)
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
@pytest.mark.parametrize("is_running", [True, False], ids=["running", "ended"])
async def test_a_damaged_object_affects_only_its_video(key: Key, damaged: bytes, is_running: bool) -> None:
    world, done, alive = await world_of()
    victim = (alive if is_running else done)[0]
    world.objects.kept[key(victim)] = damaged
    await pass_time(world)
    # What a new process finds: everything is listed and read again.
    world.store.empty()
    world.restart()
    await pass_time(world)
    await check_others(world, victim, [one for one in (*done, *alive) if one != victim])
    await check_sentence(world, victim)


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
async def test_damage_is_counted_once_however_often_it_is_met(key: Key) -> None:
    world, done, alive = await world_of()
    for victim in (done[0], alive[0]):
        world.objects.kept[key(victim)] = b"{"
    await pass_time(world, 10)
    assert all(count <= 2 for count in world.controller.facts.damaged.values())


@pytest.mark.parametrize("name", FOREIGN)
async def test_foreign_objects_are_left_alone(name: str) -> None:
    world, done, alive = await world_of()
    world.objects.kept |= dict.fromkeys(FOREIGN, b"{")
    world.store.empty()
    world.restart()
    await pass_time(world)
    await check_others(world, "", [*done, *alive])
    assert world.objects.kept[name] == b"{"


@pytest.mark.parametrize("target", ["..", "results", "", "another"])
async def test_a_mark_that_names_another_video_deletes_nothing_of_it(target: str) -> None:
    world, done, alive = await world_of()
    other = done[1] if target == "another" else target
    sweep = Sweep(video_id=other, is_deletion=True, asked_at=world.clock())
    world.objects.kept[sweep_key(done[0])] = sweep.model_dump_json().encode()
    before = {key for key in world.objects.kept if done[1] in key}
    await pass_time(world)
    assert {key for key in world.objects.kept if done[1] in key} >= before
    await check_others(world, done[0], [done[1], *alive])
    await check_sentence(world, done[0])


async def test_many_damaged_marks_do_not_delay_the_deletion_of_others() -> None:
    world, done, alive = await world_of()
    damaged = [f"00000000-0000-4000-8000-{number:012d}" for number in range(60)]
    world.objects.kept |= {sweep_key(video_id): b"" for video_id in damaged}
    await world.delete(done[0])
    await pass_time(world)
    assert [key for key in world.objects.kept if done[0] in key] == [tombstone_key(done[0])]
    assert not [key for key in world.objects.kept if key.startswith("private/sweeps/")]
    await check_others(world, "", [*done[1:], *alive])
