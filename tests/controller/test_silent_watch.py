"""Changes lost by a watch: no video is ended for them, and none waits long."""

import asyncio
import random

import pytest

from contract.names import job_name, result_key
from controller.cluster.base import JobState
from controller.cluster.fake.faults import WATCH, InjectedFault
from tests.controller.running import LoopClock, while_it_runs
from tests.controller.world import World


def test_a_run_whose_start_the_watch_lost_is_not_ended() -> None:
    world = World(random.Random(1), clock=LoopClock())  # noqa: S311 - repeatable

    async def script() -> None:
        await asyncio.sleep(20)
        first = (await world.submit("ada", None)).record.video_id
        second = (await world.submit("ada", None)).record.video_id
        await asyncio.sleep(1)
        assert world.cluster.start(job_name(second, 1))
        for second_passed in range(1_200):
            await asyncio.sleep(1)
            if second_passed == 885:
                world.cluster.faults.script(WATCH, InjectedFault.LOSE)
                assert world.cluster.start(job_name(first, 1))
            await world.cluster.annotate(job_name(second, 1), {"n": str(second_passed)})  # never silent
            assert result_key(first, 1) not in world.objects.kept

    while_it_runs(world, script)


@pytest.mark.parametrize("seconds", range(600, 660, 5))
def test_a_request_to_another_replica_after_a_quiet_time_does_not_wait(seconds: int) -> None:
    world = World(random.Random(1))  # noqa: S311 - repeatable

    async def script() -> None:
        await asyncio.sleep(seconds)
        late = (await world.submit("ada", None)).record.video_id
        await asyncio.sleep(2)
        seen = await world.cluster.get(job_name(late, 1))
        assert seen is not None
        assert seen.state is not JobState.SUSPENDED

    while_it_runs(world, script)


def test_a_request_between_two_watches_does_not_wait_for_the_next_list() -> None:
    world = World(random.Random(1))  # noqa: S311 - repeatable

    async def script() -> None:
        await asyncio.sleep(20)
        busy = (await world.submit("ada", None)).record.video_id
        await asyncio.sleep(5)
        world.cluster.faults.script(WATCH, InjectedFault.EXPIRE)
        await world.cluster.annotate(job_name(busy, 1), {"n": "0"})
        await asyncio.sleep(0.15)  # listed anew by now, not yet watching
        late = (await world.submit("ada", None)).record.video_id
        for number in range(10):
            await asyncio.sleep(1)
            await world.cluster.annotate(job_name(busy, 1), {"n": str(number)})  # never silent
        seen = await world.cluster.get(job_name(late, 1))
        assert seen is not None
        assert seen.state is not JobState.SUSPENDED

    while_it_runs(world, script)
