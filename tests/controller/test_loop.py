"""The loop reacts soon, survives every outage, and has one leader."""

import asyncio
import random
from dataclasses import replace

import pytest

from contract.names import job_name, log_key, result_key
from contract.result import result_bytes
from contract.video import VideoStatus
from controller.cluster.base import ClusterUnavailable, JobState
from controller.cluster.fake.faults import WATCH, InjectedFault
from controller.job_watcher import until_silent
from controller.loop import Controller
from controller.schedule import BACKOFF
from stores.results import write_result
from tests.controller.examples import result_of
from tests.controller.running import while_it_runs
from tests.controller.world import LIMIT, LIMITS, World
from tests.fakes.clock import run_skipping


def new_world() -> World:
    return World(random.Random(1))  # noqa: S311 - repeatable


def states(world: World) -> list[JobState]:
    return [job.state for job in world.cluster._jobs.values()]


def test_a_request_is_admitted_within_seconds_of_a_watch_event() -> None:
    world = new_world()

    async def script() -> None:
        await asyncio.sleep(20)
        await world.submit("ada", None)
        await asyncio.sleep(1)  # in event-loop time, not wall time
        assert states(world) == [JobState.RUNNING]

    while_it_runs(world, script)


@pytest.mark.parametrize("fault", [InjectedFault.LOSE, InjectedFault.EXPIRE, InjectedFault.REPEAT])
def test_lost_events_are_made_up_for_by_the_next_list(fault: InjectedFault) -> None:
    world = new_world()

    async def script() -> None:
        await asyncio.sleep(20)
        world.cluster.faults.script(WATCH, fault)
        await world.submit("ada", None)
        await asyncio.sleep(LIMITS.watch_silence_seconds + 10)
        assert states(world) == [JobState.RUNNING]

    while_it_runs(world, script)


def test_the_controller_survives_an_outage_of_the_cluster() -> None:
    world = new_world()

    async def script() -> None:
        await world.submit("ada", None)
        world.cluster.faults.chances = {InjectedFault.BEFORE: 1.0}
        await asyncio.sleep(600)
        world.cluster.faults.stop()
        await asyncio.sleep(60)
        assert states(world) == [JobState.RUNNING]

    while_it_runs(world, script)


@pytest.mark.parametrize("part", ["store", "objects"])
def test_nothing_is_admitted_while_a_store_is_unreachable(part: str) -> None:
    world = new_world()

    async def script() -> None:
        getattr(world, part).is_down = True
        await world.submit("ada", None)
        await asyncio.sleep(100)
        assert states(world) == [JobState.SUSPENDED]
        getattr(world, part).is_down = False
        await asyncio.sleep(100)
        assert states(world) == [JobState.RUNNING]
        assert world.controller.facts.closed_because == ""

    while_it_runs(world, script)


def test_videos_end_while_records_are_unreachable_and_are_shown_later() -> None:
    world = new_world()

    async def script() -> None:
        video_id = (await world.submit("ada", None)).record.video_id
        await asyncio.sleep(5)
        world.cluster.start(job_name(video_id, 1))
        world.store.is_down = True
        world.cluster.write_log(job_name(video_id, 1), "it broke\n")
        world.cluster.finish(job_name(video_id, 1), 65)
        await asyncio.sleep(30)
        assert result_key(video_id, 1) in world.objects.kept
        assert world.objects.kept[log_key(video_id, 1, 0)] == b"it broke\n"
        world.store.is_down = False
        await asyncio.sleep(60)
        record = await world.store.get(video_id)
        assert record is not None
        assert record.status is VideoStatus.FAILED

    while_it_runs(world, script)


@pytest.mark.parametrize("kept", [0, 1])
def test_emptied_records_are_noticed_although_one_of_them_is_shown_again_at_once(kept: int) -> None:
    world = new_world()

    async def script() -> None:
        records = [(await world.submit("ada", None)).record for _ in range(2)]
        await asyncio.sleep(20)
        world.store.empty()
        await world.store.project(records[kept])
        await asyncio.sleep(20)
        assert await world.store.get(records[1 - kept].video_id) is not None

    while_it_runs(world, script)


def test_records_that_were_emptied_are_shown_again() -> None:
    world = new_world()

    async def script() -> None:
        known = [(await world.submit("ada", None)).record.video_id for _ in range(5)]
        await asyncio.sleep(20)
        world.cluster.start(job_name(known[0], 1))
        world.cluster.finish(job_name(known[0], 1), 65)
        await asyncio.sleep(20)
        world.store.empty()
        await asyncio.sleep(20)
        shown = [await world.store.get(video_id) for video_id in known]
        assert all(record is not None for record in shown)
        assert shown[0] is not None
        assert shown[0].status is VideoStatus.FAILED

    while_it_runs(world, script)


async def test_one_controller_leads_and_another_takes_over() -> None:
    world = new_world()
    other = Controller(world.backends, LIMITS, "the-other", world.clock)
    await world.controller.step()
    await world.submit("ada", None)
    await other.step()
    assert (world.controller.facts.is_leader, other.facts.is_leader) == (True, False)
    assert states(world) == [JobState.SUSPENDED]
    world.clock.advance(LIMITS.lease_seconds + 1)
    await other.step()
    assert states(world) == [JobState.RUNNING]


async def test_a_resume_without_answer_holds_its_slot() -> None:
    world = new_world()
    for _ in range(LIMIT + 3):
        await world.submit("ada", None)
    world.cluster.faults.script("resume", InjectedFault.AFTER, InjectedFault.BEFORE, InjectedFault.AFTER)
    for _ in range(4):
        await world.controller.step()
        await world.check()
    assert states(world).count(JobState.RUNNING) == LIMIT


async def test_one_video_in_trouble_holds_up_no_other() -> None:
    world = new_world()
    bad = (await world.submit("ada", None)).record.video_id
    good = (await world.submit("ada", None)).record.video_id
    world.objects.kept[result_key(bad, 1)] = b'{"format_version": 99}'  # of a later version
    for _ in range(3):
        await world.controller.step()
    assert {job.name: job.state for job in await world.jobs()} == {
        job_name(bad, 1): JobState.SUSPENDED,
        job_name(good, 1): JobState.RUNNING,
    }
    assert world.controller.facts.in_trouble == 1


async def test_the_facts_describe_the_queue() -> None:
    world = new_world()
    for _ in range(LIMIT + 2):
        await world.submit("ada", None)
    world.clock.advance(30)
    await world.controller.step()
    facts = world.controller.facts
    assert (facts.waiting, facts.running, facts.oldest_waiting_seconds) == (2, LIMIT, 30)
    assert facts.is_leader


async def test_a_video_whose_job_vanished_ends_as_lost_after_a_grace() -> None:
    world = new_world()
    video_id = (await world.submit("ada", None)).record.video_id
    await world.controller.step()
    await world.cluster.delete(job_name(video_id, 1))
    await world.controller.step()
    assert result_key(video_id, 1) not in world.objects.kept
    world.clock.advance(61)
    await world.controller.step()
    record = await world.commands.record(video_id)
    assert (record.status, record.code) == (VideoStatus.FAILED, "job_lost")


def test_a_silent_watch_is_given_up() -> None:
    world = new_world()

    async def listen() -> None:
        async for _ in until_silent(world.cluster.watch(), 30):
            pass

    with pytest.raises(TimeoutError):
        run_skipping(listen())


def test_pauses_grow_up_to_half_a_minute() -> None:
    assert max(BACKOFF.pause_seconds(1) for _ in range(50)) <= 0.5
    assert 15 <= BACKOFF.pause_seconds(10_000) <= 30


async def test_without_the_cluster_a_step_says_so() -> None:
    world = new_world()
    world.cluster.faults.chances = {InjectedFault.BEFORE: 1.0}
    with pytest.raises(ClusterUnavailable):
        await world.controller.step()


async def test_raising_the_limit_fills_the_new_slots() -> None:
    world = new_world()
    for _ in range(10):
        await world.submit("ada", None)
    await world.controller.step()
    world.limits = replace(world.limits, max_running=6)
    world.restart()
    await world.controller.step()
    assert states(world).count(JobState.RUNNING) == 6


async def test_a_retry_waits_until_the_cancelled_run_is_gone() -> None:
    world = new_world()
    video_id = (await world.submit("ada", None)).record.video_id
    await world.controller.step()
    world.cluster.start(job_name(video_id, 1))
    await world.commands.cancel(video_id)
    await world.controller.step()
    await world.retry(video_id)
    for _ in range(3):
        await world.controller.step()
        assert not world.cluster.start(job_name(video_id, 2)), "two owners of one video"
    world.cluster.finish(job_name(video_id, 1), 143)
    await world.controller.step()
    assert world.cluster.start(job_name(video_id, 2))


async def test_a_runner_that_completes_first_beats_the_cancel() -> None:
    world = new_world()
    video_id = (await world.submit("ada", None)).record.video_id
    await world.controller.step()
    world.cluster.start(job_name(video_id, 1))
    await world.commands.cancel(video_id)
    end = result_of(VideoStatus.COMPLETED, video_id=video_id, finished_at=world.clock())

    async def complete_before_the_archive_is_written() -> None:
        # The controller has read the state, and found no result.
        if log_key(video_id, 1, 0) in world.objects.kept:
            await write_result(world.objects, end)

    world.fuse.meanwhile = complete_before_the_archive_is_written
    await world.controller.step()
    assert world.objects.history[result_key(video_id, 1)] == [result_bytes(end)]
    world.fuse.meanwhile = None
    world.cluster.finish(job_name(video_id, 1), 0)
    await world.controller.step()
    assert (await world.commands.record(video_id)).status is VideoStatus.COMPLETED
