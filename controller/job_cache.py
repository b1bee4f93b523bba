"""The Jobs as far as they were seen: the last list, the changes since, and the answers to our own patches."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from controller.cluster.base import ChangeKind, JobChange, JobState, ObservedJob, ObservedPod, PodPhase

_JOB_RANKS = {JobState.SUSPENDED: 0, JobState.RUNNING: 1, JobState.SUCCEEDED: 2, JobState.FAILED: 2}
_POD_RANKS = {PodPhase.PENDING: 0, PodPhase.RUNNING: 1, PodPhase.SUCCEEDED: 2, PodPhase.FAILED: 2}
# More are forgotten, the oldest first, as a watch may lose changes anyway.
_MAX_REMEMBERED = 10_000


class JobCache:
    """Jobs by name. A watch may repeat, reorder and lose changes; the next list puts that right.

    Whatever is told of a Job is put together with what is known of it, so that the order does not matter.
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
        """A list is being asked for: what changes from now on may be newer than it."""
        self._is_asked = True
        self._since_asked.clear()
        self._known_when_asked = frozenset(job.uid for job in self._jobs.values())

    def take_list(self, jobs: Iterable[ObservedJob]) -> None:
        """The list's word counts, put together with what was told since it was asked for."""
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
        """A change that the watch tells; it may be an old one."""
        if self._is_asked:
            self._since_asked.append(change)
        self._take(change)

    def note(self, job: ObservedJob) -> None:
        """What the cluster answered to us; the watch may have told more of it by now."""
        self.apply(JobChange(ChangeKind.CHANGED, job))

    def drop(self, name: str) -> None:
        """The cluster says that it is not there."""
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

    def _newer(self, known: ObservedJob, told: ObservedJob) -> ObservedJob:
        if known.uid == told.uid:
            return _merged(known, told)
        if told.order.submitted_at < known.order.submitted_at:
            return known
        self._bury(known.uid)
        return told

    def _bury(self, uid: str) -> None:
        """Nothing that is told of it later brings it back."""
        self._gone[uid] = None
        if len(self._gone) > _MAX_REMEMBERED:
            del self._gone[next(iter(self._gone))]


def _merged(known: ObservedJob, told: ObservedJob) -> ObservedJob:
    """Of two states of one Job the later; nothing that only grows is taken back."""
    ttls = [job.ttl_seconds for job in (known, told) if job.ttl_seconds is not None]
    return replace(
        known if _is_older(told, known) else told,
        annotations={**known.annotations, **told.annotations},
        is_deleting=known.is_deleting or told.is_deleting,
        ttl_seconds=min(ttls, default=None),  # set once, to less
    )


def _is_older(told: ObservedJob, known: ObservedJob) -> bool:
    if _progress(told) != _progress(known):
        return _progress(told) < _progress(known)
    before = {pod.name: pod for pod in known.pods}
    common = [pod for pod in told.pods if pod.name in before]
    if any(_pod_progress(pod) < _pod_progress(before[pod.name]) for pod in common):
        return True
    # While a Job runs its pods become more; once it has ended they are removed.
    return not told.state.has_ended and len(told.pods) == len(common) < len(known.pods)


def _progress(job: ObservedJob) -> tuple[int, bool, bool]:
    return (_JOB_RANKS[job.state], job.resumed_at is not None, bool(job.reason))


def _pod_progress(pod: ObservedPod) -> tuple[int, bool]:
    return (_POD_RANKS[pod.phase], pod.is_terminating)
