"""The Jobs as last observed: the last list, the changes since, and the answers to Podreel's own patches."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from controller.cluster.base import ChangeKind, JobChange, JobState, ObservedJob, ObservedPod, PodPhase

_JOB_RANKS = {JobState.SUSPENDED: 0, JobState.RUNNING: 1, JobState.SUCCEEDED: 2, JobState.FAILED: 2}
_POD_RANKS = {PodPhase.PENDING: 0, PodPhase.RUNNING: 1, PodPhase.SUCCEEDED: 2, PodPhase.FAILED: 2}
# Older ones are dropped: a watch may lose changes anyway.
_MAX_REMEMBERED = 10_000


class JobCache:
    """Jobs by name. A watch may repeat, reorder and lose changes; the next list corrects that.

    Each observation is merged with the known state of the Job, so that their order does not matter.
    """

    def __init__(self) -> None:
        self._jobs: dict[str, ObservedJob] = {}
        self._gone: dict[str, None] = {}
        self._is_asked = False
        self._since_asked: deque[JobChange] = deque(maxlen=_MAX_REMEMBERED)
        self._known_when_asked: frozenset[str] = frozenset()

    @property
    def jobs(self) -> tuple[ObservedJob, ...]:
        return tuple(self._jobs.values())

    def get(self, name: str) -> ObservedJob | None:
        return self._jobs.get(name)

    def begin_list(self) -> None:
        """Call before requesting a list: changes from now on may be newer than it."""
        self._is_asked = True
        self._since_asked.clear()
        self._known_when_asked = frozenset(job.uid for job in self._jobs.values())

    def take_list(self, jobs: Iterable[ObservedJob]) -> None:
        """Replaces all Jobs by the list, then applies the changes since `begin_list`."""
        self._jobs = {job.name: job for job in jobs}
        listed = {job.uid for job in self._jobs.values()}
        for uid in listed:
            self._gone.pop(uid, None)
        for uid in self._known_when_asked - listed:
            self._bury(uid)
        for change in tuple(self._since_asked):
            self._take(change)
        self._is_asked = False
        self._since_asked.clear()

    def apply(self, change: JobChange) -> None:
        """Applies a change from the watch, which may be outdated."""
        if self._is_asked:
            self._since_asked.append(change)
        self._take(change)

    def note(self, job: ObservedJob) -> None:
        """Applies the cluster's answer to a request; the watch may have reported a newer state."""
        self.apply(JobChange(ChangeKind.CHANGED, job))

    def drop(self, name: str) -> None:
        """Removes a Job that the cluster reports as missing."""
        if (job := self._jobs.get(name)) is not None:
            self.apply(JobChange(ChangeKind.DELETED, job))

    def _take(self, change: JobChange) -> None:
        job = change.job
        known = self._jobs.get(job.name)
        if change.kind is ChangeKind.DELETED:
            self._bury(job.uid)
            if known is not None and known.uid == job.uid:
                del self._jobs[job.name]
        elif job.uid not in self._gone:
            self._jobs[job.name] = job if known is None else self._newer(known, job)

    def _newer(self, known: ObservedJob, other: ObservedJob) -> ObservedJob:
        if known.uid == other.uid:
            return _merged(known, other)
        if other.order.submitted_at < known.order.submitted_at:
            return known
        self._bury(known.uid)
        return other

    def _bury(self, uid: str) -> None:
        """Remembers the uid as deleted: a late report must not bring the Job back."""
        self._gone[uid] = None
        if len(self._gone) > _MAX_REMEMBERED:
            del self._gone[next(iter(self._gone))]


def _merged(known: ObservedJob, other: ObservedJob) -> ObservedJob:
    """The later of two states of one Job. Whatever can only grow never shrinks."""
    ttls = [job.ttl_seconds for job in (known, other) if job.ttl_seconds is not None]
    return replace(
        known if _is_older(other, known) else other,
        annotations={**known.annotations, **other.annotations},
        is_deleting=known.is_deleting or other.is_deleting,
        ttl_seconds=min(ttls, default=None),  # set once, to less
    )


def _is_older(other: ObservedJob, known: ObservedJob) -> bool:
    if _progress(other) != _progress(known):
        return _progress(other) < _progress(known)
    before = {pod.name: pod for pod in known.pods}
    common = [pod for pod in other.pods if pod.name in before]
    if any(_pod_progress(pod) < _pod_progress(before[pod.name]) for pod in common):
        return True
    # A running Job only gains pods; once it has ended they are removed.
    return not other.state.has_ended and len(other.pods) == len(common) < len(known.pods)


def _progress(job: ObservedJob) -> tuple[int, bool, bool]:
    return (_JOB_RANKS[job.state], job.resumed_at is not None, bool(job.reason))


def _pod_progress(pod: ObservedPod) -> tuple[int, bool]:
    return (_POD_RANKS[pod.phase], pod.is_terminating)
