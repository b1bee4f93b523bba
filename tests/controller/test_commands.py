"""Commands: each accepted request becomes one video, and each refusal has a clear reason."""

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from contract.names import job_name, tombstone_key
from contract.video import VideoRequest, VideoStatus
from controller.backends import ControllerBackends, utc_now
from controller.cluster.base import JobState
from controller.cluster.fake.faults import InjectedFault
from controller.cluster.kubernetes.manifest import MAX_ORDER_BYTES
from controller.commands import (
    DeletedVideo,
    NotAccepted,
    StateConflict,
    SubmitCommand,
    UnknownVideo,
    VideoCommands,
)
from controller.video_ids import server_secret, video_id_for
from stores.records.memory import MemoryStore
from stores.results import write_result
from tests.controller.cluster.kubernetes.scripted import open_scripted
from tests.controller.examples import result_of
from tests.controller.world import SECRET, World
from tests.fakes.memory_objects import MemoryObjects


@pytest.fixture
def world() -> World:
    return World(random.Random(1))  # noqa: S311 - repeatable


async def ended(world: World, status: VideoStatus) -> str:
    """A video that has ended with this status, and whose Job is gone."""
    video_id = (await world.submit("ada", "k")).record.video_id
    await world.controller.step()
    end = result_of(status, video_id=video_id, finished_at=world.clock())
    await write_result(world.objects, end)
    await world.cluster.delete(job_name(video_id, 1))
    await world.controller.step()
    return video_id


async def test_a_request_is_accepted_and_shown(world: World) -> None:
    accepted = await world.submit("ada", None)
    assert accepted.is_new
    assert accepted.record.status is VideoStatus.QUEUED
    assert await world.store.get(accepted.record.video_id) == accepted.record
    (job,) = await world.jobs()
    assert (job.state, job.order.caller) == (JobState.SUSPENDED, "ada")


@pytest.mark.parametrize(
    "faults", [(InjectedFault.AFTER,), (InjectedFault.BEFORE,), (InjectedFault.BEFORE, InjectedFault.AFTER)]
)
@pytest.mark.parametrize("key", [None, "k"])
async def test_a_create_without_answer_makes_one_video(
    world: World, faults: tuple[InjectedFault, ...], key: str | None
) -> None:
    world.cluster.faults.script("create", *faults)
    assert (await world.submit("ada", key)).is_new
    assert len(await world.jobs()) == 1


@pytest.mark.parametrize("fault", [InjectedFault.BEFORE, InjectedFault.FORBIDDEN])
async def test_a_request_that_cannot_be_stored_is_refused(world: World, fault: InjectedFault) -> None:
    world.cluster.faults.chances = {fault: 1.0}
    with pytest.raises(NotAccepted, match="cluster"):
        await world.submit("ada", None)


@pytest.mark.parametrize("key", [None, "k"])
async def test_a_request_too_large_to_store_is_reported_as_invalid(tmp_path: Path, key: str | None) -> None:
    request = VideoRequest.model_construct(prompt="é" * (MAX_ORDER_BYTES // 2))
    async with open_scripted(tmp_path) as scripted:
        commands = VideoCommands(
            ControllerBackends(scripted.cluster, MemoryStore(), MemoryObjects()), SECRET, utc_now
        )
        with pytest.raises(PodreelError, match="a Job carries at most") as caught:
            await commands.submit(SubmitCommand(request, "ada", key))
        assert caught.value.code is FailureCode.INVALID_REQUEST
        assert await scripted.cluster.list() == ()


async def test_without_records_requests_are_accepted_and_shown_later(world: World) -> None:
    world.store.is_down = True
    accepted = await world.submit("ada", "k")
    with pytest.raises(PodreelError):
        await world.commands.record(accepted.record.video_id)
    world.store.is_down = False
    await world.controller.step()
    assert (await world.commands.record(accepted.record.video_id)).status is VideoStatus.QUEUED


async def test_the_same_key_is_the_same_video(world: World) -> None:
    first, second = await world.submit("ada", "k"), await world.submit("ada", "k")
    other = await world.submit("ben", "k")
    assert first.is_new
    assert not second.is_new
    assert first.record.video_id == second.record.video_id != other.record.video_id


@pytest.mark.parametrize("are_records_lost", [False, True])
@pytest.mark.parametrize("has_ended", [False, True])
async def test_the_same_key_with_another_request_is_refused(
    world: World, are_records_lost: bool, has_ended: bool
) -> None:
    if has_ended:
        await ended(world, VideoStatus.FAILED)
    else:
        await world.submit("ada", "k")
    if are_records_lost:
        world.store.empty()
    with pytest.raises(StateConflict, match="Idempotency-Key"):
        await world.commands.submit(SubmitCommand(VideoRequest(prompt="Explain something else"), "ada", "k"))


async def test_a_key_whose_video_has_ended_gives_that_video(world: World) -> None:
    video_id = await ended(world, VideoStatus.COMPLETED)
    world.store.empty()
    repeated = await world.submit("ada", "k")
    assert (repeated.is_new, repeated.record.status) == (False, VideoStatus.COMPLETED)
    assert repeated.record.video_id == video_id


async def test_a_key_whose_video_was_deleted_is_refused(world: World) -> None:
    video_id = (await world.submit("ada", "k")).record.video_id
    await world.delete(video_id)
    with pytest.raises(DeletedVideo):
        await world.submit("ada", "k")


async def test_a_new_key_needs_the_object_store(world: World) -> None:
    world.objects.is_down = True
    with pytest.raises(NotAccepted):
        await world.submit("ada", "k")
    assert (await world.submit("ada", None)).is_new


@pytest.mark.parametrize("name", ["record", "cancel", "retry", "delete"])
@pytest.mark.parametrize("video_id", ["2f9c7d0e-5b1a-4c3d-8e6f-7a8b9c0d1e2f", "../../etc/passwd", "", "\x00"])
async def test_unknown_videos_are_unknown(world: World, name: str, video_id: str) -> None:
    with pytest.raises(UnknownVideo):
        await getattr(world.commands, name)(video_id)


async def test_a_waiting_video_can_be_cancelled_repeatedly(world: World) -> None:
    video_id = (await world.submit("ada", None)).record.video_id
    for _ in range(2):
        assert (await world.commands.cancel(video_id)).status is VideoStatus.QUEUED
    await world.controller.step()
    for _ in range(2):
        assert (await world.commands.cancel(video_id)).status is VideoStatus.CANCELLED
    assert await world.jobs() == ()


@pytest.mark.parametrize("status", [VideoStatus.COMPLETED, VideoStatus.FAILED])
async def test_an_ended_video_cannot_be_cancelled(world: World, status: VideoStatus) -> None:
    with pytest.raises(StateConflict, match=status):
        await world.commands.cancel(await ended(world, status))


async def test_a_retried_video_gets_the_next_generation(world: World) -> None:
    video_id = await ended(world, VideoStatus.FAILED)
    before = await world.commands.record(video_id)
    world.clock.advance(60)
    retried = await world.retry(video_id)
    assert (retried.is_new, retried.record.generation, retried.record.status) == (True, 2, VideoStatus.QUEUED)
    assert retried.record.created_at == before.created_at
    assert (await world.jobs())[0].name == job_name(video_id, 2)
    with pytest.raises(StateConflict):
        await world.retry(video_id)


async def test_a_running_or_completed_video_cannot_be_retried(world: World) -> None:
    running = (await world.submit("ada", None)).record.video_id
    with pytest.raises(StateConflict, match="still in progress"):
        await world.retry(running)
    with pytest.raises(StateConflict, match="completed"):
        await world.retry(await ended(world, VideoStatus.COMPLETED))


async def test_a_deleted_video_is_gone_at_once_and_forever(world: World) -> None:
    video_id = await ended(world, VideoStatus.COMPLETED)
    await world.delete(video_id)
    for _ in range(3):
        for name in ("record", "cancel", "retry", "delete"):
            with pytest.raises(DeletedVideo):
                await getattr(world.commands, name)(video_id)
        await world.controller.step()
    assert [key for key in world.objects.kept if video_id in key] == [tombstone_key(video_id)]


async def test_an_interrupted_deletion_is_finished(world: World) -> None:
    video_id = (await world.submit("ada", None)).record.video_id
    world.cluster.faults.script("delete", InjectedFault.BEFORE)
    await world.delete(video_id)
    assert len(await world.jobs()) == 1
    for _ in range(2):
        await world.controller.step()
    assert await world.jobs() == ()
    with pytest.raises(DeletedVideo):
        await world.commands.record(video_id)


async def test_a_lost_record_is_restored_when_it_is_read(world: World) -> None:
    video_id = await ended(world, VideoStatus.COMPLETED)
    world.store.empty()
    assert (await world.commands.record(video_id)).status is VideoStatus.COMPLETED
    shown = await world.store.get(video_id)
    assert shown is not None
    assert shown.caller == "ada"


async def test_an_expired_video_is_deleted_with_all_its_files(world: World) -> None:
    video_id = await ended(world, VideoStatus.COMPLETED)
    world.clock.advance(timedelta(days=8).total_seconds())
    for _ in range(3):
        await world.controller.step()
    assert not [key for key in world.objects.kept if video_id in key]
    with pytest.raises(UnknownVideo):
        await world.commands.record(video_id)


async def test_published_files_may_outlive_the_retention(world: World) -> None:
    world.limits = replace(world.limits, keeps_published=True)
    world.restart()
    video_id = await ended(world, VideoStatus.COMPLETED)
    world.clock.advance(timedelta(days=8).total_seconds())
    for _ in range(3):
        await world.controller.step()
    assert await world.store.get(video_id) is None
    record = await world.commands.record(video_id)
    assert (record.is_expired, record.status) == (True, VideoStatus.COMPLETED)


@given(st.binary(min_size=16), st.text(), st.text(), st.text(), st.text())
def test_an_id_follows_from_caller_and_key_alone(
    secret: bytes, caller: str, key: str, other: str, other_key: str
) -> None:
    found = video_id_for(secret, caller, key)
    assert found == video_id_for(secret, caller, key)
    assert found != video_id_for(secret + b"x", caller, key)
    assert (found == video_id_for(secret, other, other_key)) is ((caller, key) == (other, other_key))


def test_without_a_key_every_id_is_new() -> None:
    assert video_id_for(SECRET, "ada", None) != video_id_for(SECRET, "ada", None)


async def test_all_replicas_share_one_secret_that_outlives_them() -> None:
    objects = MemoryObjects()
    assert await server_secret(objects) == await server_secret(objects)
    assert len(await server_secret(objects)) == 32
