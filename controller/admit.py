"""Who runs next: priority, then fair share among callers, then age. Pure."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from controller.cluster.base import JobState, ObservedJob

_Key = tuple[int, int, datetime, datetime, str]


@dataclass
class _QueueEntry:
    """One caller's waiting Jobs, the next one last.

    At equal priority the caller with fewer running Jobs is next, then the one with the oldest last turn.
    """

    waiting: list[ObservedJob]
    running: int
    last_turn: datetime

    @property
    def key(self) -> _Key:
        order = self.waiting[-1].order
        return (-order.priority, self.running, self.last_turn, order.submitted_at, order.name)


def choose(jobs: Sequence[ObservedJob], limit: int, now: datetime) -> tuple[str, ...]:
    """The names of the Jobs to resume now, in order, so that at most `limit` hold a slot."""
    free = limit - sum(job.holds_a_slot for job in jobs)
    return _in_turn(jobs, free, now) if free > 0 else ()


def queue_positions(jobs: Sequence[ObservedJob], now: datetime) -> Mapping[str, int]:
    """The position of each waiting Job by name, from 1, if slots come free one by one."""
    names = _in_turn(jobs, len(jobs), now)
    return {name: position for position, name in enumerate(names, start=1)}


def may_start(job: ObservedJob) -> bool:
    """Whether the Job waits only for a slot."""
    return job.state is JobState.SUSPENDED and not (job.is_cancelled or job.is_deleting or job.holds_a_slot)


def _in_turn(jobs: Sequence[ObservedJob], most: int, now: datetime) -> tuple[str, ...]:
    lines = _lines(jobs)
    heap = [(line.key, caller) for caller, line in lines.items()]
    heapq.heapify(heap)
    chosen: list[str] = []
    while heap and len(chosen) < most:
        _, caller = heapq.heappop(heap)
        line = lines[caller]
        chosen.append(line.waiting.pop().name)
        line.running += 1
        line.last_turn = max(now, line.last_turn)
        if line.waiting:
            heapq.heappush(heap, (line.key, caller))
    return tuple(chosen)


def _lines(jobs: Sequence[ObservedJob]) -> dict[str, _QueueEntry]:
    held = Counter(job.order.caller for job in jobs if job.holds_a_slot)
    turns: dict[str, datetime] = {}
    for job in jobs:
        if job.resumed_at is not None:
            caller = job.order.caller
            turns[caller] = max(turns.get(caller, job.resumed_at), job.resumed_at)
    waiting: defaultdict[str, list[ObservedJob]] = defaultdict(list)
    for job in _startable(jobs):
        waiting[job.order.caller].append(job)
    lines = {}
    for caller, line in waiting.items():
        line.sort(key=lambda job: (-job.order.priority, job.order.submitted_at, job.name), reverse=True)
        # A caller without a turn yet counts from its oldest request, so new callers can't overtake it.
        oldest = min(job.order.submitted_at for job in line)
        lines[caller] = _QueueEntry(line, held[caller], turns.get(caller, oldest))
    return lines


def _startable(jobs: Sequence[ObservedJob]) -> Iterable[ObservedJob]:
    """At most one Job for each video: its newest generation, once no other generation holds a slot."""
    newest: dict[str, ObservedJob] = {}
    alive: set[str] = set()
    for job in jobs:
        video_id = job.order.video_id
        if job.holds_a_slot:
            alive.add(video_id)
        if video_id not in newest or newest[video_id].order.generation < job.order.generation:
            newest[video_id] = job
    return (job for video_id, job in newest.items() if video_id not in alive and may_start(job))
