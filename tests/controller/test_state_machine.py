"""In any order of events: one running Job, one end, and no accepted video is ever lost."""

import random
from collections.abc import Awaitable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from controller.cluster.fake.faults import InjectedFault
from controller.commands import DeletedVideo, NotAccepted, StateConflict, UnknownVideo
from controller.turns import TROUBLES
from tests.controller.trouble import Crash
from tests.controller.world import World
from tests.fakes.clock import skipping_loop

REFUSALS = (StateConflict, DeletedVideo, NotAccepted, UnknownVideo)
CALLERS = st.sampled_from(["ada", "ben", "eve"])
KEYS = st.one_of(st.none(), st.sampled_from(["k1", "k2", "k3"]))
CHANCES = {InjectedFault.BEFORE: 0.1, InjectedFault.AFTER: 0.1, InjectedFault.FORBIDDEN: 0.02}


class Life(RuleBasedStateMachine):
    """Users, runners, faults and crashes against commands and controller."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = skipping_loop()
        self.world: World

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.world = World(random.Random(seed))  # noqa: S311 - repeatable
        for caller in ("ada", "ben"):
            self.do(self.world.submit(caller, None))

    def do(self, action: Awaitable[Any]) -> None:
        async def guarded() -> None:
            try:
                await action
            except (*REFUSALS, *TROUBLES):
                pass  # refused, or retried by the next turn
            except Crash:
                self.world.restart()
            except BaseExceptionGroup as group:
                crashes, others = group.split(Crash)
                if others is not None:
                    raise others from None
                assert crashes is not None
                self.world.restart()

        self.loop.run_until_complete(guarded())

    async def wish(self, number: int, what: str) -> None:
        if (video_id := self.video(number)) is not None:
            world = self.world
            act = {"cancel": world.commands.cancel, "retry": world.retry, "delete": world.delete}[what]
            await act(video_id)

    def video(self, number: int) -> str | None:
        known = sorted(self.world.accepted)
        return known[number % len(known)] if known else None

    @rule(caller=CALLERS, key=KEYS, priority=st.integers(0, 9))
    def submit(self, caller: str, key: str | None, priority: int) -> None:
        self.do(self.world.submit(caller, key, priority))

    @rule(moves=st.integers(0, 4))
    def live(self, moves: int) -> None:
        self.do(self.world.controller.step())
        self.do(self.world.run_some(moves))
        self.do(self.world.controller.step())

    @rule(moves=st.integers(1, 4))
    def run_some(self, moves: int) -> None:
        self.do(self.world.run_some(moves))

    @rule(number=st.integers(0, 20), what=st.sampled_from(["cancel", "retry", "delete"]))
    def change_a_mind(self, number: int, what: str) -> None:
        self.do(self.wish(number, what))

    @rule(
        number=st.integers(0, 20),
        what=st.sampled_from(["step", "cancel", "retry", "delete"]),
        calls=st.integers(0, 25),
        is_after=st.booleans(),
    )
    def crash_in(self, number: int, what: str, calls: int, is_after: bool) -> None:
        """The process dies in the middle of a step, unless the step ends earlier."""
        self.world.fuse.calls_left, self.world.fuse.is_after = calls, is_after
        self.do(self.world.controller.step() if what == "step" else self.wish(number, what))
        self.world.restart()

    @rule(is_emptied=st.booleans())
    def restart(self, is_emptied: bool) -> None:
        if is_emptied:
            self.world.store.empty()
        self.world.restart()

    @rule(part=st.sampled_from(["store", "objects", "cluster", "runners", "nothing"]))
    def weather_changes(self, part: str) -> None:
        """Makes a backend unreachable or faulty, or lets runners act between calls, until the next change."""
        world = self.world
        world.store.is_down = part == "store"
        world.objects.is_down = part == "objects"
        world.cluster.faults.chances = CHANCES if part == "cluster" else {}
        world.objects.trouble_chance = 0.05 if part == "cluster" else 0.0
        world.let_runners_interfere(0.5 if part == "runners" else 0.0)

    @rule(seconds=st.sampled_from([1, 15, 61, 700]))
    def time_passes(self, seconds: int) -> None:
        self.world.clock.advance(seconds)

    @rule(name=st.integers(0, 20))
    def somebody_deletes_a_job(self, name: int) -> None:
        async def delete() -> None:
            # Until the controller has seen a Job, nothing else knows of it.
            jobs = [job for job in await self.world.jobs() if self.world.is_ordered(job)]
            if jobs:
                self.world.cluster.faults.script("delete", None)
                await self.world.cluster.delete(jobs[name % len(jobs)].name)

        self.do(delete())

    @invariant()
    def all_is_well(self) -> None:
        if hasattr(self, "world"):
            self.loop.run_until_complete(self.world.check())

    def teardown(self) -> None:
        try:
            if hasattr(self, "world"):
                self.loop.run_until_complete(self.world.settle())
        finally:
            self.loop.close()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=150, stateful_step_count=50, deadline=None)
