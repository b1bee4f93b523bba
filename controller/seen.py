"""The Jobs as far as they were seen: the last list, the changes since, and the answers to our own patches."""

from collections.abc import Iterable
from dataclasses import replace

from controller.cluster.base import ChangeKind, JobChange, JobState, ObservedJob

_RANKS = {JobState.SUSPENDED: 0, JobState.RUNNING: 1, JobState.SUCCEEDED: 2, JobState.FAILED: 2}


class SeenJobs:
    """Jobs by name. A watch may repeat, reorder and lose changes; the next list puts that right."""

    def __init__(self) -> None:
        self._jobs: dict[str, ObservedJob] = {}
        self._gone: set[str] = set()
        self._since_list: set[str] = set()

    @property
    def jobs(self) -> tuple[ObservedJob, ...]:
        return tuple(self._jobs.values())

    def get(self, name: str) -> ObservedJob | None:
        return self._jobs.get(name)

    def begin_list(self) -> None:
        """From now on changes count as newer than the list that is being asked for."""
        self._since_list.clear()

    def take_list(self, jobs: Iterable[ObservedJob]) -> None:
        """The list's word counts, but for what changed after it was asked for."""
        listed = {job.name: job for job in jobs if job.name not in self._since_list}
        newer = {name: job for name, job in self._jobs.items() if name in self._since_list}
        self._jobs = listed | newer
        self._gone.clear()

    def apply(self, change: JobChange) -> None:
        """A change that the watch tells."""
        job = change.job
        known = self._jobs.get(job.name)
        is_same = known is not None and known.uid == job.uid
        if change.kind is ChangeKind.DELETED:
            self._gone.add(job.uid)
            if is_same:
                del self._jobs[job.name]
                self._since_list.add(job.name)
        elif job.uid not in self._gone:
            self.note(job if known is None or not is_same else _later(known, job))

    def note(self, job: ObservedJob) -> None:
        """A state that is surely newer: what the cluster answered to us."""
        self._jobs[job.name] = job
        self._since_list.add(job.name)

    def drop(self, name: str) -> None:
        """The cluster says that it is not there."""
        gone = self._jobs.pop(name, None)
        self._since_list.add(name)
        if gone is not None:
            self._gone.add(gone.uid)


def _later(known: ObservedJob, told: ObservedJob) -> ObservedJob:
    """Of two states of one Job the later; nothing that only grows is taken back."""
    if _RANKS[told.state] < _RANKS[known.state]:
        return known
    return replace(
        told,
        annotations={**known.annotations, **told.annotations},
        is_deleting=known.is_deleting or told.is_deleting,
    )
