"""Two running replicas amid faults: their watches lose, repeat and reorder changes.

1,500 submissions through `Controller.run()` take about as long as 10,000 through its steps: see test_storm.
"""

import asyncio
import random
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from contract.failure import FAILURES, FailureCategory, FailureCode
from contract.names import RESULTS_PREFIX, job_name
from contract.result import Ended, VideoResult, code_of, parse_result
from contract.video import VideoStatus
from controller.cluster.base import JobChange
from controller.cluster.fake.cluster import FakeCluster
from controller.cluster.fake.faults import FaultPlan, InjectedFault
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.cluster.limits import JobLimits
from controller.commands import DeletedVideo, NotAccepted, StateConflict, UnknownVideo
from controller.loop import Controller
from controller.schedule import ScheduleLimits
from tests.controller.running import LoopClock
from tests.controller.trouble import Crash, Fuse
from tests.controller.world import World
from tests.fakes.clock import run_skipping

SUBMISSIONS = 1_500
SLOTS = 20
BATCH = 25
MAX_SECONDS = 4 * 3_600
CHANCES = {
    InjectedFault.BEFORE: 0.03,
    InjectedFault.AFTER: 0.03,
    InjectedFault.FOREIGN: 0.003,
    InjectedFault.LOSE: 0.05,
    InjectedFault.REPEAT: 0.1,
    InjectedFault.REORDER: 0.1,
    InjectedFault.EXPIRE: 0.002,
}


class EchoingCluster(FakeCluster):
    """Its watches repeat old changes, long after they happened."""

    def __init__(self, clock: VirtualClock, faults: FaultPlan, chance: random.Random) -> None:
        super().__init__(clock, faults=faults)
        self._chance = chance

    def watch(self) -> AsyncIterator[JobChange]:
        return self._echoing(super().watch())

    async def _echoing(self, changes: AsyncIterator[JobChange]) -> AsyncIterator[JobChange]:
        told: deque[JobChange] = deque(maxlen=300)
        async for change in changes:
            told.append(change)
            yield change
            if self._chance.random() < 0.3:
                yield self._chance.choice(told)


@dataclass
class Storm:
    """Users, runners and two controllers at once, and the outcome of each request."""

    chance: random.Random
    world: World
    videos: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    refused: set[int] = field(default_factory=set)
    unanswered: set[int] = field(default_factory=set)
    cancelled: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    leaders: Counter[str] = field(default_factory=Counter)

    async def play(self) -> None:
        others = [
            asyncio.create_task(self.replica("the-first")),
            asyncio.create_task(self.replica("the-second")),
            asyncio.create_task(self.runners()),
        ]
        try:
            await self.users()
            self.world.stop_faults()
            await self.calm()
        finally:
            for task in others:
                task.cancel()
            ended = await asyncio.gather(*others, return_exceptions=True)
        assert all(isinstance(end, asyncio.CancelledError) for end in ended), ended
        await self.world.check_end()

    async def replica(self, holder: str) -> None:
        """A process that dies between any two calls, and is restarted some time later."""
        while True:
            fuse = Fuse()
            fuse.calls_left, fuse.is_after = self.chance.randrange(12_000), self.chance.random() < 0.5
            controller = Controller(self.world.backends_of(fuse), self.world.limits, holder, self.world.clock)
            try:
                await controller.run()
            except BaseExceptionGroup as group:
                if group.split(Crash)[1] is not None:
                    raise
            self.leaders[holder] += controller.facts.is_leader
            await asyncio.sleep(self.chance.uniform(1, 30))

    async def runners(self) -> None:
        while True:
            await asyncio.sleep(self.chance.uniform(0.5, 3))
            await self.world.run_some(3 * SLOTS // 4)

    async def users(self) -> None:
        for number in range(SUBMISSIONS):
            await self.ask(number)
            again = self.chance.randint(0, number)
            if self.chance.random() < 0.05 and has_key(again):
                await self.ask(again)
            if self.chance.random() < 0.15:
                await self.change_a_mind()
            if number % BATCH == 0:
                await asyncio.sleep(self.chance.uniform(1, 20))
                await self.world.check()
                await self.weather()

    async def ask(self, number: int) -> None:
        """With a key the client retries until it has an answer; without one it asks once."""
        for _ in range(50):
            is_answered = await self._is_answered(number)
            if is_answered and (not has_key(number) or self.chance.random() < 0.9):
                return  # otherwise the answer was lost
            if not has_key(number):
                self.unanswered.add(number)
                return
        raise AssertionError("the service refuses for ever")

    async def _is_answered(self, number: int) -> bool:
        try:
            accepted = await self.world.submit(
                f"caller-{number % 7}", f"request-{number}" if has_key(number) else None
            )
        except DeletedVideo:
            assert self.videos[number] <= self.world.deleted
        except StateConflict:
            self.refused.add(number)  # a foreign Job has this name
        except NotAccepted:
            return False
        except Crash:
            self.world.restart()
            return False
        else:
            self.videos[number].add(accepted.record.video_id)
        return True

    async def change_a_mind(self) -> None:
        world = self.world
        video_id = self.chance.choice(list(world.accepted)[-300:])
        wish = self.chance.choice((world.commands.cancel, world.commands.cancel, world.retry, world.delete))
        if wish == world.commands.cancel:
            self.cancelled.add(video_id)
        try:
            await wish(video_id)
        except (StateConflict, DeletedVideo, NotAccepted, UnknownVideo):
            pass
        except Crash:
            world.restart()

    async def weather(self) -> None:
        """Empties the records, crashes a service or deletes a Job."""
        world, chance = self.world, self.chance
        if chance.random() < 0.05:
            world.store.empty()
        if chance.random() < 0.3:
            world.fuse.calls_left, world.fuse.is_after = chance.randrange(100), chance.random() < 0.5
        jobs = [job for job in await world.jobs() if world.is_ordered(job)]
        if jobs and chance.random() < 0.5:
            self.removed.add(name := chance.choice(jobs).name)
            world.cluster.faults.script("delete", None)
            await world.cluster.delete(name)

    async def calm(self) -> None:
        until = asyncio.get_running_loop().time() + MAX_SECONDS
        while not await self.world.is_settled():
            assert asyncio.get_running_loop().time() < until, "something is left undone"
            await asyncio.sleep(20)
            await self.world.check()


def has_key(number: int) -> bool:
    return number % 10 != 0


async def storm(seed: int) -> Storm:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    limits = ScheduleLimits(max_running=SLOTS, lost_grace_seconds=60, keeps_published=False)
    world = World(chance, clock=LoopClock(), limits=limits)
    world.cluster = EchoingCluster(world.clock, FaultPlan(seed, CHANCES), chance)
    world.restart()
    world.objects.trouble_chance = 0.005
    played = Storm(chance, world)
    await played.play()
    return played


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_two_replicas_run_through_bad_weather(seed: int) -> None:
    played = run_skipping(storm(seed))
    assert len(played.videos.keys() | played.refused | played.unanswered) == SUBMISSIONS
    assert len(played.refused) < SUBMISSIONS / 100, "too many are refused for a foreign Job"
    assert all(len(ids) == 1 for ids in played.videos.values()), "one request was made into two videos"
    assert len(set.union(*played.videos.values())) == len(played.videos), "two requests share a video"
    ends = Counter(check_result(played, result) for result in results(played.world))
    assert set(ends) == {"completed", "failed", "cancelled"}
    assert len(played.leaders) == 2, "no replica took over from the other"


@pytest.mark.parametrize("fate", [None, 70, 143])
async def test_a_video_whose_last_exit_was_unobserved_has_not_lost_its_job(fate: int | None) -> None:
    chance = random.Random(1)  # noqa: S311 - repeatable
    played = Storm(chance, World(chance))
    world = played.world
    name = job_name((await world.submit("ada", None)).record.video_id, 1)
    await world.controller.step()
    for _ in range(JobLimits().max_ignored + 1):
        assert world.cluster.start(name)
        world.cluster.lose(name)
        world.clock.advance(60)
    await world.controller.step()
    (end,) = results(world)
    assert code_of(end) is FailureCode.JOB_LOST
    world.fates[name] = fate
    if fate is None:
        assert check_result(played, end) == "failed"
        return
    with pytest.raises(AssertionError, match="saw how its last try ended"):
        check_result(played, end)


def results(world: World) -> list[VideoResult]:
    stored = [(key, data) for key, data in world.objects.kept.items() if key.startswith(RESULTS_PREFIX)]
    return [parse_result(data, key) for key, data in stored]


def category_of(result: VideoResult) -> FailureCategory | None:
    return result.category if isinstance(result, Ended) else None


def check_result(played: Storm, result: VideoResult) -> str:
    """The result's status, checked against what really happened. Only runners write `completed`."""
    name = job_name(result.video_id, result.generation)
    fate = played.world.fates.get(name)
    match result.status, code_of(result):
        case (VideoStatus.CANCELLED, _):
            assert result.video_id in played.cancelled, "nobody has cancelled it"
        case (VideoStatus.FAILED, FailureCode.JOB_LOST) if category_of(result) is FailureCategory.EXIT_UNSEEN:
            assert name in played.world.fates, "none of its tries has failed"
            assert fate is None, "somebody saw how its last try ended"
        case (VideoStatus.FAILED, FailureCode.JOB_LOST):
            assert name in played.removed, "its Job was there"
        case (VideoStatus.FAILED, code):
            assert code is not None
            was_killed = code is FailureCode.INTERNAL and fate == 137
            assert was_killed or FAILURES[code].exit_status == fate, "it ended otherwise"
    return result.status
