"""What is known of Jobs and pods, put together; tells what has become different. No input or output."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from controller.cluster.base import ChangeKind, JobChange, ObservedJob
from controller.cluster.kubernetes.snapshot import PodSnapshot, joined


class JobIndex:
    """Jobs by uid. The same news again tells nothing.

    A pod of an unknown Job says nothing of that Job: its news may be on the way. Only a list knows, in which
    pods were asked for before Jobs.
    """

    def __init__(self, tell: Callable[[JobChange], None]) -> None:
        self._tell = tell
        self._jobs: dict[str, ObservedJob] = {}
        self._pods: defaultdict[str, dict[str, PodSnapshot]] = defaultdict(dict)
        self._told: dict[str, ObservedJob] = {}
        self._removed: set[str] = set()

    def replace(self, jobs: Iterable[ObservedJob], pods: Iterable[PodSnapshot]) -> None:
        """All that there is; the pods were listed first."""
        self._jobs = {job.uid: job for job in jobs}
        self._pods.clear()
        for pod in pods:
            self._pods[pod.job_uid][pod.uid] = pod
        self._removed = {*self._told, *self._pods} - set(self._jobs)
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
        told = self._told.get(uid)
        now = self._now(uid, told)
        if now is None:
            self._forget(uid)
            if told is not None:
                del self._told[uid]
                self._tell(JobChange(ChangeKind.DELETED, told))
        elif now != told:
            self._told[uid] = now
            self._tell(JobChange(ChangeKind.CHANGED, now))

    def _now(self, uid: str, told: ObservedJob | None) -> ObservedJob | None:
        pods = self._pods[uid].values() if uid in self._pods else ()
        if uid in self._jobs:
            return joined(self._jobs[uid], pods)
        if uid not in self._removed:
            return told
        left = joined(None, pods)
        # What was known of it stays true: its annotations, and when it was let run.
        return left if left is None or told is None else replace(told, pods=left.pods, is_deleting=True)

    def _forget(self, uid: str) -> None:
        """Pods of a Job that is gone are told of until they are collected; of others they may come first."""
        if uid in self._removed:
            self._removed.discard(uid)
            self._pods.pop(uid, None)
