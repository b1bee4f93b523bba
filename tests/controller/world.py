"""A whole service in memory (commands, controller, cluster, stores, runners, clock), and its invariants."""

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from contract.names import (
    RESULTS_PREFIX,
    companion_key,
    order_key,
    result_key,
    sweep_key,
    tombstone_key,
    video_key,
)
from contract.record import VideoChange
from contract.result import parse_result, result_bytes
from contract.video import VideoRequest, VideoStatus
from controller.backends import ControllerBackends
from controller.cluster.base import JobState, ObservedJob, PodPhase
from controller.cluster.fake.cluster import FakeCluster
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.commands import Accepted, SubmitCommand, VideoCommands
from controller.loop import Controller
from controller.schedule import ScheduleLimits
from tests.controller.trouble import FlakyStore, Fuse
from tests.fakes.memory_objects import MemoryObjects
from tests.fakes.results import completed_result

SECRET = b"s" * 32
LIMIT = 3
LIMITS = ScheduleLimits(max_running=LIMIT, lost_grace_seconds=60, keeps_published=False)
PROMPT = "Explain the Pythagorean theorem"


@dataclass
class World:
    """The service, and the history against which the invariants are checked."""

    chance: random.Random
    clock: VirtualClock = field(default_factory=VirtualClock)
    store: FlakyStore = field(default_factory=FlakyStore)
    accepted: dict[str, int] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    fuse: Fuse = field(default_factory=Fuse)
    attempts: Counter[str] = field(default_factory=Counter)
    fates: dict[str, int | None] = field(default_factory=dict)
    """The exit status of the last attempt of each failed Job; None if it was lost."""
    limits: ScheduleLimits = LIMITS

    def __post_init__(self) -> None:
        self.cluster = FakeCluster(self.clock)
        self.objects = MemoryObjects(self.chance)
        self.restart()

    def backends_of(self, fuse: Fuse) -> ControllerBackends:
        """The backends of a process that dies when `fuse` runs out."""
        return ControllerBackends(*(fuse.around(part) for part in (self.cluster, self.store, self.objects)))

    @property
    def backends(self) -> ControllerBackends:
        return self.backends_of(self.fuse)

    def restart(self) -> None:
        """Starts a new process, without the memory of the old one."""
        self.fuse.calls_left = None
        self.controller = Controller(self.backends, self.limits, "the-controller", self.clock)
        self.commands = VideoCommands(self.backends, SECRET, self.clock)

    async def submit(self, caller: str, key: str | None, priority: int = 5) -> Accepted:
        request = VideoRequest(prompt=PROMPT)
        accepted = await self.commands.submit(SubmitCommand(request, caller, key, priority))
        self._book(accepted)
        return accepted

    async def retry(self, video_id: str) -> Accepted:
        accepted = await self.commands.retry(video_id)
        self._book(accepted)
        return accepted

    async def delete(self, video_id: str) -> None:
        try:
            await self.commands.delete(video_id)
        finally:
            # The refusal may come after the request was stored; the next call will show it.
            if sweep_key(video_id) in self.objects.kept or tombstone_key(video_id) in self.objects.kept:
                self.deleted.add(video_id)

    def _book(self, accepted: Accepted) -> None:
        record = accepted.record
        self.accepted[record.video_id] = max(record.generation, self.accepted.get(record.video_id, 0))

    async def jobs(self) -> tuple[ObservedJob, ...]:
        """The real Jobs, read without faults."""
        self.cluster.tick()
        return tuple(self.cluster._jobs.values())

    def is_ordered(self, job: ObservedJob) -> bool:
        """Whether the order of this first generation is stored."""
        order = job.order
        return order.generation == 1 and order_key(order.video_id) in self.objects.kept

    def let_runners_interfere(self, chance: float) -> None:
        """From now on runners act between any two calls of commands and controller."""

        async def meanwhile() -> None:
            if self.chance.random() < chance:
                await self.run_some(1)

        self.fuse.meanwhile = meanwhile if chance else None

    async def run_some(self, moves: int) -> None:
        """Starts or ends the runners of a few random Jobs, in a random way."""
        jobs = [job for job in await self.jobs() if job.state is JobState.RUNNING or job.holds_a_slot]
        for _ in range(moves if jobs else 0):
            await self.move(self.chance.choice(jobs))

    async def move(self, job: ObservedJob) -> None:
        """Takes one step of the Job's runner."""
        if self.cluster.start(job.name):
            self.attempts[job.name] += 1
            await self._report(job, VideoChange(status=VideoStatus.RENDERING_VIDEO, progress_percent=75))
            return
        way = self.chance.random()
        if way < 0.5:
            await self._complete(job)
        elif way < 0.6:
            if self.cluster.lose(job.name):
                self.fates[job.name] = None
        else:
            status = self.chance.choice((64, 69, 70, 75, 137, 143))
            told = json.dumps({"code": "unavailable", "message": "Redis sleeps."}) if status == 69 else ""
            if self.cluster.finish(job.name, status, told):
                self.fates[job.name] = status

    async def _complete(self, job: ObservedJob) -> None:
        """Plays the runner's last stage; it may die after writing the result."""
        order, kept = job.order, self.objects.kept
        is_alive = any(pod.phase is PodPhase.RUNNING for pod in self._live(job))
        key = result_key(order.video_id, order.generation)
        if not is_alive:
            return
        if key in kept or tombstone_key(order.video_id) in kept:
            self.cluster.finish(job.name, 71)
            return
        attempt = self.attempts[job.name]
        folder = f"private/{order.video_id}/work/{order.generation}-{attempt}"
        files = {"video.mp4": f"film {job.name}".encode(), "poster.jpg": b"picture"}
        kept |= {f"{folder}/{name}": data for name, data in files.items()}
        result = completed_result(
            order.video_id,
            order.generation,
            attempt=attempt,
            finished_at=self.clock(),
            folder=folder,
            files={name: len(data) for name, data in files.items()},
        )
        self.objects.write(key, result_bytes(result))
        if self.chance.random() < 0.3:
            self.cluster.finish(job.name, 137)
            return
        kept[video_key(order.video_id)] = files["video.mp4"]
        kept[companion_key(order.video_id, "poster.jpg")] = files["poster.jpg"]
        await self._report(job, VideoChange(status=VideoStatus.COMPLETED, progress_percent=100))
        self.cluster.finish(job.name, 0)

    def _live(self, job: ObservedJob) -> tuple[Any, ...]:
        current = self.cluster._jobs.get(job.name)
        return () if current is None else current.pods

    async def _report(self, job: ObservedJob, change: VideoChange) -> None:
        if not self.store.is_down:
            order = job.order
            await self.store.append(order.video_id, order.generation, self.attempts[job.name], change)

    async def check(self) -> None:
        """Checks the invariants that always hold."""
        jobs = await self.jobs()
        assert sum(job.holds_a_slot for job in jobs) <= self.limits.max_running, "more run than may"
        alive = Counter(
            job.order.video_id
            for job in jobs
            if any(pod.phase in {PodPhase.PENDING, PodPhase.RUNNING} for pod in job.pods)
        )
        assert not [video_id for video_id, count in alive.items() if count > 1], "two owners of one video"
        assert all(most <= 1 for most in self.cluster.max_live.values()), "two pods of one Job"
        self._check_endings()

    def _check_endings(self) -> None:
        for key, written in self.objects.history.items():
            is_result = key.startswith(RESULTS_PREFIX)
            assert not is_result or len(written) == 1, "two endings of one generation"

    async def settle(self, max_steps: int = 400, check_every: int = 1) -> None:
        """Stops the faults and runs until every video has ended."""
        self.stop_faults()
        self.restart()
        self.clock.advance(30)
        for step in range(max_steps):
            await self.controller.step()
            if step % check_every == 0:
                await self.check()
            if await self.is_settled():
                break
            for job in await self.jobs():
                if job.state is JobState.RUNNING or job.holds_a_slot:
                    await self.move(job)
            self.clock.advance(61)
        await self.check_end()

    def stop_faults(self) -> None:
        self.cluster.faults.stop()
        self.let_runners_interfere(0)
        self.objects.trouble_chance, self.objects.is_down, self.store.is_down = 0.0, False, False

    async def is_settled(self) -> bool:
        """Whether every video has ended and its record shows it."""
        if any(not job.state.has_ended for job in await self.jobs()):
            return False
        if any(key.startswith("private/sweeps/") for key in self.objects.kept):
            return False
        records = [await self.store.get(video_id) for video_id in self.accepted.keys() - self.deleted]
        return all(record is not None and record.status.is_terminal for record in records)

    async def check_end(self) -> None:
        """Checks that every accepted video ended once, as its record shows, and deleted ones left nothing."""
        for video_id, generation in self.accepted.items():
            if video_id in self.deleted:
                left = [key for key in self.objects.kept if video_id in key]
                assert left == [tombstone_key(video_id)], f"{left} is left of a deleted video"
                assert await self.store.get(video_id) is None
                continue
            assert result_key(video_id, generation) in self.objects.kept, f"{video_id} is lost"
            record = await self.store.get(video_id)
            assert record is not None, f"{video_id} has no record"
            # Higher if a retry was accepted whose answer was lost.
            assert record.generation >= generation
            key = result_key(video_id, record.generation)
            status = parse_result(self.objects.kept[key], key).status
            assert record.status is status, "the record shows another end than the result"
            assert record.caller
            if record.status is VideoStatus.COMPLETED:
                assert video_key(video_id) in self.objects.kept, "a completed video was not published"
