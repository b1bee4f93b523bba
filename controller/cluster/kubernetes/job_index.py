"""Joins Jobs with their pods and reports what changed. No I/O."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from controller.cluster.base import ChangeKind, JobChange, ObservedJob
from controller.cluster.kubernetes.snapshot import PodSnapshot, joined


class JobIndex:
    """Jobs by uid. A repeated state is not reported again.

    A pod of an unknown Job does not mean that the Job was deleted: its event may still be on the way. Only
    a list shows that, in which pods were requested before Jobs.
    """

    def __init__(self, report: Callable[[JobChange], None]) -> None:
        self._report = report
        self._jobs: dict[str, ObservedJob] = {}
        self._pods: defaultdict[str, dict[str, PodSnapshot]] = defaultdict(dict)
        self._reported: dict[str, ObservedJob] = {}
        self._removed: set[str] = set()

    def replace(self, jobs: Iterable[ObservedJob], pods: Iterable[PodSnapshot]) -> None:
        """Takes complete lists, of which that of the pods was requested first."""
        self._jobs = {job.uid: job for job in jobs}
        self._pods.clear()
        for pod in pods:
            self._pods[pod.job_uid][pod.uid] = pod
        self._removed = {*self._reported, *self._pods} - set(self._jobs)
        for uid in {*self._jobs, *self._removed}:
            self._look_at(uid)

    def take_job(self, job: ObservedJob, *, is_gone: bool) -> None:
        if is_gone:
            self._jobs.pop(job.uid, None)
            self._removed.add(job.uid)
        else:
            self._jobs[job.uid] = job
        self._look_at(job.uid)

    def take_pod(self, pod: PodSnapshot, *, is_gone: bool) -> None:
        pods = self._pods[pod.job_uid]
        if is_gone:
            pods.pop(pod.uid, None)
        else:
            pods[pod.uid] = pod
        self._look_at(pod.job_uid)
        if not pods:
            self._pods.pop(pod.job_uid, None)

    def _look_at(self, uid: str) -> None:
        before = self._reported.get(uid)
        now = self._now(uid, before)
        if now is None:
            self._forget(uid)
            if before is not None:
                del self._reported[uid]
                self._report(JobChange(ChangeKind.DELETED, before))
        elif now != before:
            self._reported[uid] = now
            self._report(JobChange(ChangeKind.CHANGED, now))

    def _now(self, uid: str, before: ObservedJob | None) -> ObservedJob | None:
        pods = self._pods[uid].values() if uid in self._pods else ()
        if uid in self._jobs:
            return joined(self._jobs[uid], pods)
        if uid not in self._removed:
            return before
        left = joined(None, pods)
        # Its annotations and the time of its admission stay valid.
        return left if left is None or before is None else replace(before, pods=left.pods, is_deleting=True)

    def _forget(self, uid: str) -> None:
        """Forgets the pods of a deleted Job. Pods of an unknown Job are kept: it may still be reported."""
        if uid in self._removed:
            self._removed.discard(uid)
            self._pods.pop(uid, None)
