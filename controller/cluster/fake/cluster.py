"""A deterministic cluster in memory, advanced by explicit steps or a seeded driver; nothing sleeps."""

import asyncio
import itertools
import random
import uuid
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

from contract.order import JobOrder
from controller.cluster.base import (
    NO_LABELS,
    ChangeKind,
    ClusterEvent,
    ClusterForbidden,
    ClusterUnavailable,
    JobChange,
    JobExists,
    JobMissing,
    JobState,
    ObservedJob,
    ObservedPod,
    PodPhase,
)
from controller.cluster.broadcast import Broadcast
from controller.cluster.fake.faults import WATCH, FaultPlan, InjectedFault
from controller.cluster.limits import JobLimits
from controller.cluster.process.job_steps import DEADLINE_EXCEEDED, LOST, JobAction, is_live, next_step

ResultT = TypeVar("ResultT")

_LIMITS = JobLimits()
_STATUSES = (0, 0, 0, 64, 65, 69, 70, 75, 77, 143, 137, 1)
_FOREIGN_CALLER = "somebody-else"


class FakeCluster:
    """A Cluster. A resumed Job waits until `start` is called for it, and runs until `finish` or `lose`.

    `faults` injects faults. `started` counts the attempts of each Job, `max_live` is the largest number of
    its pods alive at once, `labels` are its current labels.
    """

    def __init__(
        self, clock: Callable[[], datetime], limits: JobLimits = _LIMITS, faults: FaultPlan | None = None
    ) -> None:
        self.faults = faults or FaultPlan()
        self.started: Counter[str] = Counter()
        self.max_live: Counter[str] = Counter()
        self.labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._clock = clock
        self._limits = limits
        self._broadcast = Broadcast()
        self._held_back: list[JobChange] = []
        self._jobs: dict[str, ObservedJob] = {}
        self._moving: dict[str, None] = {}  # Jobs that are not just queued
        self._ticked_at: datetime | None = None
        self._logs: defaultdict[str, list[str]] = defaultdict(list)
        self._events: defaultdict[str, list[ClusterEvent]] = defaultdict(list)
        self._lease: tuple[str, datetime] | None = None
        self._numbers = itertools.count(1)

    async def create(self, order: JobOrder) -> ObservedJob:
        return await self._call("create", lambda: self._create(order), order)

    async def get(self, name: str) -> ObservedJob | None:
        return await self._call("get", lambda: self._jobs.get(name))

    async def list(self) -> tuple[ObservedJob, ...]:
        return await self._call("list", lambda: tuple(self._jobs.values()))

    def watch(self) -> AsyncIterator[JobChange]:
        return self._broadcast.subscribe()

    async def resume(self, name: str) -> ObservedJob:
        return await self._call("resume", lambda: self._resume(name))

    async def annotate(
        self, name: str, annotations: Mapping[str, str], labels: Mapping[str, str] = NO_LABELS
    ) -> ObservedJob:
        return await self._call("annotate", lambda: self._annotate(name, annotations, labels))

    async def set_ttl(self, name: str, seconds: int) -> None:
        await self._call("set_ttl", lambda: self._set_ttl(name, seconds))

    async def delete(self, name: str) -> None:
        await self._call("delete", lambda: self._delete(name))

    async def logs(self, name: str, tail_lines: int | None = None) -> str:
        lines = await self._call("logs", lambda: "".join(self._logs[name]).splitlines(keepends=True))
        return "".join(lines if tail_lines is None else lines[max(0, len(lines) - tail_lines) :])

    async def events(self, name: str) -> tuple[ClusterEvent, ...]:
        return await self._call("events", lambda: tuple(self._events[name]))

    async def emit_event(self, name: str, event: ClusterEvent) -> None:
        await self._call("emit_event", lambda: self._emit(name, event))

    async def lease(self, holder: str, seconds: float) -> bool:
        return await self._call("lease", lambda: self._take_lease(holder, seconds))

    def start(self, name: str) -> bool:
        """Starts the Job's next attempt if one is due; returns whether it did."""
        self.tick()
        job = self._jobs.get(name)
        if job is None or next_step(job, self._limits, self._clock()).action is not JobAction.START:
            return False
        pod = ObservedPod(f"{name}-{len(job.pods) + 1}", PodPhase.RUNNING, started_at=self._clock())
        self.started[name] += 1
        self._put(replace(job, pods=(*job.pods, pod)))
        return True

    def finish(self, name: str, exit_status: int, told: str = "", reason: str = "") -> bool:
        """Ends the Job's running attempt with this status; returns whether there was one."""
        phase = PodPhase.SUCCEEDED if exit_status == 0 else PodPhase.FAILED
        cause = reason or ("Completed" if exit_status == 0 else "Error")
        return self._end_pod(name, phase=phase, exit_status=exit_status, told=told, reason=cause)

    def lose(self, name: str) -> bool:
        """Loses the Job's running attempt, without an observed exit; returns whether there was one."""
        return self._end_pod(name, phase=PodPhase.FAILED, reason=LOST)

    def write_log(self, name: str, text: str) -> None:
        self._logs[name].append(text)

    def tick(self) -> None:
        """Applies what time alone causes: ends, deadlines, removals. Every call does this first."""
        if self._ticked_at == self._clock():
            return
        self._ticked_at = self._clock()
        for name in list(self._moving):
            self._settle(name)

    def drive(self, chance: random.Random) -> bool:
        """Makes one random move of one random Job; returns False if none can move."""
        self.tick()
        movable = [name for name in self._moving if self._can_move(self._jobs[name])]
        if not movable:
            return False
        name = chance.choice(movable)
        if not self.start(name) and (chance.random() < 0.9 or not self.lose(name)):
            self.finish(name, chance.choice(_STATUSES))
        return True

    def _can_move(self, job: ObservedJob) -> bool:
        is_due = next_step(job, self._limits, self._clock()).action is JobAction.START
        return is_due or any(is_live(pod) for pod in job.pods)

    async def _call(self, call: str, action: Callable[[], ResultT], order: JobOrder | None = None) -> ResultT:
        await asyncio.sleep(0)  # other tasks run here, as with a real cluster
        self.tick()
        fault = self.faults.next(call)
        if fault is InjectedFault.BEFORE:
            raise ClusterUnavailable(f"{call}: no answer")
        if fault is InjectedFault.FORBIDDEN:
            raise ClusterForbidden(f"{call}: forbidden by an injected fault")
        if fault is InjectedFault.FOREIGN and order is not None and order.name not in self._jobs:
            self._create(replace(order, caller=_FOREIGN_CALLER))
        result = action()
        if fault is InjectedFault.AFTER:
            raise ClusterUnavailable(f"{call}: the answer was lost")
        await asyncio.sleep(0)
        return result

    def _create(self, order: JobOrder) -> ObservedJob:
        if order.name in self._jobs:
            raise JobExists(self._jobs[order.name])
        uid = str(uuid.UUID(int=next(self._numbers)))
        return self._put(ObservedJob(uid, order, JobState.SUSPENDED, ttl_seconds=self._limits.ttl_seconds))

    def _resume(self, name: str) -> ObservedJob:
        job = self._require(name)
        if job.state is not JobState.SUSPENDED or job.is_deleting:
            return job
        return self._put(replace(job, state=JobState.RUNNING, resumed_at=self._clock()))

    def _annotate(self, name: str, annotations: Mapping[str, str], labels: Mapping[str, str]) -> ObservedJob:
        job = self._require(name)
        self.labels[name] |= labels
        merged = MappingProxyType({**job.annotations, **annotations})
        return self._put(replace(job, annotations=merged))

    def _set_ttl(self, name: str, seconds: int) -> None:
        if name in self._jobs:
            self._put(replace(self._jobs[name], ttl_seconds=seconds))
            self._settle(name)

    def _delete(self, name: str) -> None:
        if name in self._jobs:
            self._put(replace(self._jobs[name], is_deleting=True))
            self._settle(name)

    def _emit(self, name: str, event: ClusterEvent) -> None:
        if name in self._jobs:
            self._events[name].append(event)

    def _take_lease(self, holder: str, seconds: float) -> bool:
        now = self._clock()
        if self._lease is not None and self._lease[0] != holder and self._lease[1] > now:
            return False
        self._lease = (holder, now + timedelta(seconds=seconds))
        return True

    def _end_pod(
        self, name: str, *, phase: PodPhase, reason: str, exit_status: int | None = None, told: str = ""
    ) -> bool:
        self.tick()
        job = self._jobs.get(name)
        if job is None or not job.pods or not is_live(job.pods[-1]):
            return False
        pod = replace(
            job.pods[-1],
            phase=phase,
            exit_status=exit_status,
            told=told,
            reason=reason,
            ended_at=self._clock(),
            is_terminating=False,
        )
        self._put(replace(job, pods=(*job.pods[:-1], pod)))
        self._settle(name)
        return True

    def _settle(self, name: str) -> None:
        """Takes every step that is due and needs no `start` or `finish`."""
        self._end_late_pods(name)
        while (job := self._jobs.get(name)) is not None:
            step = next_step(job, self._limits, self._clock())
            match step.action:
                case JobAction.SUCCEED | JobAction.FAIL:
                    state = JobState.SUCCEEDED if step.action is JobAction.SUCCEED else JobState.FAILED
                    self._put(replace(job, state=state, reason=step.reason, ended_at=self._clock()))
                    continue
                case JobAction.STOP:
                    pods = tuple(replace(pod, is_terminating=is_live(pod)) for pod in job.pods)
                    self._put(replace(job, pods=pods))
                case JobAction.REMOVE:
                    self._remove(job)
            return

    def _end_late_pods(self, name: str) -> None:
        job, now = self._jobs[name], self._clock()
        longest = timedelta(seconds=self._limits.try_deadline_seconds)
        pods = tuple(
            replace(pod, phase=PodPhase.FAILED, exit_status=143, reason=DEADLINE_EXCEEDED, ended_at=now)
            if is_live(pod) and pod.started_at is not None and now >= pod.started_at + longest
            else pod
            for pod in job.pods
        )
        self._put(replace(job, pods=pods))

    def _remove(self, job: ObservedJob) -> None:
        del self._jobs[job.name]
        self._moving.pop(job.name, None)
        self._logs.pop(job.name, None)
        self._events.pop(job.name, None)
        self._publish(JobChange(ChangeKind.DELETED, job))

    def _require(self, name: str) -> ObservedJob:
        if name not in self._jobs:
            raise JobMissing(name)
        return self._jobs[name]

    def _put(self, job: ObservedJob) -> ObservedJob:
        live = sum(is_live(pod) for pod in job.pods)
        self.max_live[job.name] = max(self.max_live[job.name], live)
        if self._jobs.get(job.name) != job:
            self._jobs[job.name] = job
            if job.state is not JobState.SUSPENDED:
                self._moving[job.name] = None
            self._publish(JobChange(ChangeKind.CHANGED, job))
        return job

    def _publish(self, change: JobChange) -> None:
        fault = self.faults.next(WATCH)
        if fault is InjectedFault.REORDER:
            self._held_back.append(change)
            return
        if fault is InjectedFault.EXPIRE:
            self._broadcast.expire()
        for copy in (change,) * {InjectedFault.LOSE: 0, InjectedFault.REPEAT: 2}.get(
            fault or InjectedFault.BEFORE, 1
        ):
            self._broadcast.publish(copy)
        for late in self._held_back:
            self._broadcast.publish(late)
        self._held_back.clear()
