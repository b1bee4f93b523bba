"""A bug or an outage at one place: the others go on, and the facts say what fails."""

import asyncio
import random
from dataclasses import dataclass

from contract.names import job_name, result_key
from controller.cluster.base import JobState
from controller.cluster.fake.faults import InjectedFault
from stores.damage import DamageKind
from tests.controller.running import while_it_runs
from tests.controller.world import World
from tests.fakes.memory_objects import MemoryObjects


def new_world() -> World:
    return World(random.Random(1))  # noqa: S311 - repeatable


@dataclass
class BuggyObjects(MemoryObjects):
    """Fails at one key in a way that nobody foresaw."""

    broken_key: str = ""

    async def get_bytes(self, key: str) -> bytes | None:
        if key == self.broken_key:
            raise LookupError("a bug")
        return await super().get_bytes(key)

    async def read_range(self, key: str, start: int, size_bytes: int) -> bytes | None:
        if key == self.broken_key:
            raise LookupError("a bug")
        return await super().read_range(key, start, size_bytes)


async def test_a_bug_at_one_video_holds_up_no_other_and_is_named_once() -> None:
    world = new_world()
    objects = world.objects = BuggyObjects(world.chance)
    world.restart()
    stuck, *others = [(await world.submit("ada", None)).record.video_id for _ in range(3)]
    objects.broken_key = result_key(stuck, 1)
    for _ in range(3):
        await world.controller.step()
        world.clock.advance(61)
    states = {name: job.state for name, job in world.cluster._jobs.items()}
    assert all(states[job_name(video_id, 1)] is JobState.RUNNING for video_id in others)
    assert world.controller.facts.damaged == {DamageKind.VIDEO.value: 1}
    objects.broken_key = ""
    await world.controller.step()
    assert world.cluster._jobs[job_name(stuck, 1)].state is JobState.RUNNING


def test_the_facts_say_why_turns_fail_until_one_succeeds() -> None:
    world = new_world()

    async def script() -> None:
        await asyncio.sleep(20)
        assert world.controller.facts.failing_because == ""
        world.cluster.faults.chances = {InjectedFault.BEFORE: 1.0}
        await asyncio.sleep(400)
        assert "no answer" in world.controller.facts.failing_because
        world.cluster.faults.stop()
        await asyncio.sleep(60)
        assert world.controller.facts.failing_because == ""

    while_it_runs(world, script)
