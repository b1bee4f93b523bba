"""However a watch loses, repeats and reorders changes, a list corrects it; a running Job holds its slot."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from controller.admit import may_start
from controller.cluster.base import (
    CANCEL_ANNOTATION,
    JobChange,
    JobExists,
    JobMissing,
    JobState,
    ObservedJob,
)
from controller.cluster.fake.cluster import FakeCluster
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.job_cache import JobCache
from controller.job_watcher import until_silent
from tests.controller.examples import NOW, order
from tests.fakes.clock import skipping_loop

ResultT = TypeVar("ResultT")

VIDEO_IDS = [f"7b6bfa0e-9c9e-4d0c-8a5f-0f6f2ad1c00{number}" for number in range(2)]
VIDEOS = st.sampled_from(VIDEO_IDS)
OTHERS_MOVES = ["cancel", "start", "complete", "fail", "lose", "settle", "delete"]
# The changes that the watch reports now: any so far, in any order, any number of times.
TOLD = st.lists(st.integers(0, 10_000), max_size=8)


class Watching(RuleBasedStateMachine):
    """A cluster, a controller's patches with their answers, and a watch that reports arbitrary changes."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = skipping_loop()
        self.clock = VirtualClock(NOW)
        self.cluster = FakeCluster(self.clock)
        self.seen = JobCache()
        self.history: list[JobChange] = []
        self.changes = self.cluster.watch()
        self.listed: tuple[ObservedJob, ...] | None = None
        self.is_asked = False
        self.known_before: set[str] = set()
        self.told_meanwhile: set[str] = set()
        self.resumed: set[str] = set()
        self.known: set[str] = set()
        self.left: set[str] = set()

    def do(self, call: Awaitable[ResultT]) -> ResultT:
        async def and_hear() -> ResultT:
            try:
                return await call
            finally:
                await self._hear()

        self.clock.advance(1)
        return self.loop.run_until_complete(and_hear())

    async def _hear(self) -> None:
        try:
            async for change in until_silent(self.changes, 1):
                self.history.append(change)
        except TimeoutError:
            return

    def truth(self) -> dict[str, ObservedJob]:
        return {job.name: job for job in self.do(self.cluster.list())}

    def tell(self, numbers: list[int]) -> None:
        for number in numbers if self.history else ():
            change = self.history[number % len(self.history)]
            self.told_meanwhile.add(change.job.uid)
            self.seen.apply(change)

    @rule(video_id=VIDEOS)
    def submit(self, video_id: str) -> None:
        submitted_at = self.clock() + timedelta(seconds=1)
        try:
            self.do(self.cluster.create(replace(order(video_id=video_id), submitted_at=submitted_at)))
        except JobExists:
            return

    @rule(video_id=VIDEOS, what=st.sampled_from(OTHERS_MOVES))
    def others_move(self, video_id: str, what: str) -> None:
        self.do(self._move(order(video_id=video_id).name, what))

    async def _move(self, name: str, what: str) -> None:
        match what:
            case "cancel":
                await self._annotate(name)
            case "start":
                self.cluster.start(name)
            case "complete":
                self.cluster.finish(name, 0)
            case "fail":
                self.cluster.finish(name, 65)
            case "lose":
                self.cluster.lose(name)
            case "settle":
                await self.cluster.set_ttl(name, 600)
            case "delete":
                await self.cluster.delete(name)

    async def _annotate(self, name: str) -> None:
        try:
            await self.cluster.annotate(name, {CANCEL_ANNOTATION: self.clock().isoformat()})
        except JobMissing:
            return

    @rule(seconds=st.sampled_from([10, 700]))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds)

    @rule(told=TOLD)
    def the_watch_tells(self, told: list[int]) -> None:
        self.tell(told)

    @rule(video_id=VIDEOS, told=TOLD, is_newest_told=st.booleans())
    def we_resume(self, video_id: str, told: list[int], is_newest_told: bool) -> None:
        """The watch may report anything, even the patch's effect, before the answer arrives."""
        name = order(video_id=video_id).name
        try:
            answer = self.do(self.cluster.resume(name))
        except JobMissing:
            self.seen.drop(name)
            return
        self.tell([*told, *([-1] if is_newest_told else [])])
        self.seen.note(answer)
        if answer.state is JobState.RUNNING:
            self.resumed.add(answer.uid)

    @rule(video_id=VIDEOS, told=TOLD, what=st.sampled_from(["get", "settle", "delete"]))
    def we_act(self, video_id: str, told: list[int], what: str) -> None:
        name = order(video_id=video_id).name
        before = self.do(self.cluster.get(name))
        if before is None:
            self.seen.drop(name)
            return
        self.do(self._move(name, what))
        self.tell([*told, -1])
        changed = {"get": {}, "settle": {"ttl_seconds": 600}, "delete": {"is_deleting": True}}[what]
        self.seen.note(replace(before, **changed))  # type: ignore[arg-type]

    @rule()
    def a_list_is_asked_for(self) -> None:
        self.seen.begin_list()
        self.is_asked, self.listed = True, None
        self.known_before = {job.uid for job in self.seen.jobs}
        self.told_meanwhile = set()

    @precondition(lambda self: not self.is_asked)
    @rule(told=TOLD)
    def a_list_is_asked_for_read_and_taken_while_the_watch_tells(self, told: list[int]) -> None:
        self.a_list_is_asked_for()
        self.tell(told[::2])
        self.the_list_is_read()
        self.tell(told[1::2])
        self.the_list_is_taken()

    @precondition(lambda self: self.is_asked)
    @rule()
    def the_list_is_read(self) -> None:
        self.listed = tuple(self.truth().values())

    @precondition(lambda self: self.listed is not None)
    @rule()
    def the_list_is_taken(self) -> None:
        assert self.listed is not None
        is_still_true = self.listed == tuple(self.truth().values())
        self.seen.take_list(self.listed)
        if is_still_true:
            self.check_truth({job.uid: job for job in self.listed})
        self.is_asked, self.listed = False, None

    def check_truth(self, truth: dict[str, ObservedJob]) -> None:
        seen = {job.uid: job for job in self.seen.jobs}
        assert {uid: seen.get(uid) for uid in truth} == truth
        # A Job first seen during the list request may be newer than the list.
        assert seen.keys() - truth.keys() <= self.told_meanwhile - self.known_before

    @precondition(lambda self: not self.is_asked)
    @rule()
    def a_quiet_list_is_the_truth(self) -> None:
        self.seen.begin_list()
        truth = self.truth()
        self.seen.take_list(truth.values())
        assert {job.name: job for job in self.seen.jobs} == truth

    @invariant()
    def what_we_let_run_holds_its_slot_and_is_not_let_run_again(self) -> None:
        for name, true in self.truth().items():
            seen = self.seen.get(name)
            if true.uid in self.resumed and true.holds_a_slot:
                assert seen is not None, "a running Job was forgotten"
                assert seen.uid == true.uid, "an earlier Job took the place of one that runs"
                assert seen.holds_a_slot, "a slot was freed under a running Job"
        assert not [job for job in self.seen.jobs if job.uid in self.resumed and may_start(job)]

    @invariant()
    def a_deleted_job_that_has_left_never_comes_back(self) -> None:
        seen = {job.uid for job in self.seen.jobs}
        alive = {job.uid for job in self.truth().values()}
        assert not seen & self.left - alive
        self.left |= self.known - seen
        self.known |= seen

    def teardown(self) -> None:
        self.loop.close()


TestWatching = Watching.TestCase
TestWatching.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
