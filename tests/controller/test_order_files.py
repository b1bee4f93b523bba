"""Orders and inputs outlive their Jobs and are deleted with their videos; damaged ones block nothing."""

import random

import pytest

from contract.names import INPUTS_PREFIX, job_name, order_key
from contract.video import VideoRequest, VideoStatus
from controller.cluster.fake.faults import InjectedFault
from controller.commands import NotAccepted, StateConflict, SubmitCommand
from stores.results import write_result
from tests.controller.examples import result_of
from tests.controller.world import World

SCRIPT = VideoRequest(script="x = 1\n" * 50_000)


@pytest.fixture
def world() -> World:
    return World(random.Random(1))  # noqa: S311 - repeatable


async def ended(world: World) -> str:
    """A video that has failed, and whose Job is gone."""
    video_id = (await world.commands.submit(SubmitCommand(SCRIPT, "ada", "k"))).record.video_id
    await world.controller.step()
    end = result_of(VideoStatus.FAILED, video_id=video_id, finished_at=world.clock())
    await write_result(world.objects, end)
    await world.cluster.delete(job_name(video_id, 1))
    await world.controller.step()
    return video_id


def inputs(world: World) -> set[str]:
    """The ids of the videos with stored inputs."""
    return {key.split("/")[2] for key in world.objects.kept if key.startswith(INPUTS_PREFIX)}


async def test_a_large_script_is_stored_and_the_job_refers_to_it(world: World) -> None:
    accepted = await world.commands.submit(SubmitCommand(SCRIPT, "ada", "k"))
    (job,) = await world.jobs()
    assert len(job.order.to_json()) < 1_000
    (script,) = job.order.inputs
    assert world.objects.kept[script.key].decode() == SCRIPT.script
    assert accepted.record.request == SCRIPT.model_copy(update={"script": ""})
    again = await world.commands.submit(SubmitCommand(SCRIPT, "ada", "k"))
    assert (again.is_new, again.record.video_id) == (False, accepted.record.video_id)
    with pytest.raises(StateConflict, match="Idempotency-Key"):
        await world.commands.submit(SubmitCommand(VideoRequest(script="x = 2"), "ada", "k"))


async def test_a_retry_refers_to_the_same_script(world: World) -> None:
    video_id = await ended(world)
    await world.retry(video_id)
    (job,) = await world.jobs()
    assert job.order.generation == 2
    assert world.objects.kept[job.order.inputs[0].key].decode() == SCRIPT.script


async def test_the_script_goes_with_its_video(world: World) -> None:
    video_id = (await world.commands.submit(SubmitCommand(SCRIPT, "ada", "k"))).record.video_id
    await world.controller.step()
    await world.delete(video_id)
    for _ in range(3):
        await world.controller.step()
    assert not inputs(world)


async def test_the_script_of_a_request_that_was_refused_goes_after_a_while(world: World) -> None:
    kept = (await world.commands.submit(SubmitCommand(SCRIPT, "ada", "k"))).record.video_id
    world.cluster.faults.script("create", InjectedFault.FORBIDDEN)
    with pytest.raises(NotAccepted):
        await world.commands.submit(SubmitCommand(SCRIPT, "ada", "other"))
    assert len(inputs(world)) == 2
    await world.controller.step()
    world.clock.advance(2 * 3_600)
    await world.controller.step()
    assert inputs(world) == {kept}


async def test_a_script_needs_the_object_store(world: World) -> None:
    world.objects.is_down = True
    with pytest.raises(NotAccepted):
        await world.commands.submit(SubmitCommand(SCRIPT, "ada", None))
    assert await world.jobs() == ()


@pytest.mark.parametrize("damaged", [b"", b"{", b'{"request": {"colour": "red"}}'])
async def test_an_unreadable_order_blocks_no_other_video(world: World, damaged: bytes) -> None:
    video_id = await ended(world)
    await world.objects.put_bytes(order_key(video_id), damaged)
    world.store.empty()
    world.restart()
    await world.controller.step()
    assert (await world.commands.record(video_id)).status is VideoStatus.FAILED
    with pytest.raises(StateConflict, match="no longer stored"):
        await world.retry(video_id)
