"""The Jobs of this machine, in memory for readers and on disk for the next start. Called from threads."""

import contextlib
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

import structlog

from contract.failure import PodreelError
from contract.order import JobOrder
from controller.cluster.base import (
    ChangeKind,
    ClusterEvent,
    ClusterUnavailable,
    JobChange,
    JobExists,
    JobMissing,
    JobState,
    ObservedJob,
    ObservedPod,
    PodPhase,
)
from controller.cluster.limits import ProcessLimits
from controller.cluster.process.attempts import AttemptNotStarted, ProcessAttempts
from controller.cluster.process.job_folder import JobFolder
from controller.cluster.process.job_folders import JobFolders
from controller.cluster.process.job_steps import JobAction, JobStep, is_live, is_outdated, next_step

log = structlog.get_logger()
_LOCKS = 64
_PAUSE = timedelta(seconds=5)
_FORESEEN = (OSError, AttemptNotStarted, PodreelError, subprocess.SubprocessError)


class ProcessJobs:
    """All Jobs of one folder, to which nothing else may write. Raises OSError and the cluster's errors."""

    def __init__(
        self,
        shelf: JobFolders,
        tries: ProcessAttempts,
        limits: ProcessLimits,
        report: Callable[[JobChange], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._shelf = shelf
        self._tries = tries
        self._limits = limits
        self._report = report
        self._clock = clock
        self._jobs: dict[str, ObservedJob] = {}
        self._locks = [threading.Lock() for _ in range(_LOCKS)]
        self._paused_until: dict[str, datetime] = {}
        self._told: dict[str, str] = {}
        self._is_open = True
        self.is_draining = False

    def load(self) -> None:
        """Reads the Jobs of an earlier service."""
        self._jobs = {job.name: job for job in self._shelf.open()}

    def close(self) -> None:
        """Waits for running calls; nothing is written afterwards."""
        self._is_open = False
        for lock in self._locks:
            with lock:
                pass

    def get(self, name: str) -> ObservedJob | None:
        return self._jobs.get(name)

    def all(self) -> tuple[ObservedJob, ...]:
        return tuple(self._jobs.copy().values())

    def create(self, order: JobOrder) -> ObservedJob:
        folder = self._folder(order.name)
        with self._alone(order.name):
            if order.name in self._jobs:
                raise JobExists(self._jobs[order.name])
            is_new = folder.create(order)
            job = self._shelf.read(order.name)
            if job is None:  # the existing folder was damaged, and is now quarantined
                is_new = folder.create(order)
                job = self._shelf.read(order.name)
            if job is None:
                raise ClusterUnavailable(f"{folder.path} can't be read after writing it.")
            self._put(job)
            if not is_new:
                raise JobExists(job)
            return job

    def resume(self, name: str) -> ObservedJob:
        with self._alone(name):
            job = self._require(name)
            if job.state is JobState.SUSPENDED and not job.is_deleting:
                job = self._write(replace(job, state=JobState.RUNNING, resumed_at=self._clock()))
                self._note(job, "Resumed", "The Job was admitted.")
            return job

    def annotate(self, name: str, annotations: Mapping[str, str]) -> ObservedJob:
        with self._alone(name):
            job = self._require(name)
            merged = {**job.annotations, **annotations}
            if merged != dict(job.annotations):
                self._folder(name).write_annotations(merged)
                job = self._put(replace(job, annotations=MappingProxyType(merged)))
            return job

    def set_ttl(self, name: str, seconds: int) -> None:
        with self._alone(name):
            job = self._jobs.get(name)
            if job is not None and job.ttl_seconds != seconds:
                self._write(replace(job, ttl_seconds=seconds))

    def delete(self, name: str) -> None:
        with self._alone(name):
            job = self._jobs.get(name)
            if job is None:
                return
            if self._shelf.has_lost(name):
                self._forget(job)
                return
            if not _live(job):  # without writing: the deletion may be meant to free a full disk
                self._remove(job)
                return
            if not job.is_deleting:
                self._write(replace(job, is_deleting=True))
            self._drive(name)

    def logs(self, name: str, tail_lines: int | None) -> str:
        return self._folder(name).logs(tail_lines) if name in self._jobs else ""

    def events(self, name: str) -> tuple[ClusterEvent, ...]:
        return self._folder(name).events() if name in self._jobs else ()

    def emit(self, name: str, event: ClusterEvent) -> None:
        with self._alone(name):
            if name in self._jobs:
                self._folder(name).note(event)

    def drive(self) -> None:
        """Takes every due step of every Job."""
        now = self._clock()
        for name, job in self._jobs.copy().items():
            # The outermost loop: a failure of one Job must not delay the others.
            try:
                if self._is_due(job, now):
                    with self._alone(name):
                        self._drive(name)
            except Exception as error:
                self._pause(name, now, error)

    def drain(self) -> None:
        """Stops all running attempts and starts no more."""
        self.is_draining = True
        for name, job in self._jobs.copy().items():
            if _live(job):
                with self._alone(name):
                    self._stop(self._look(job))

    def _is_due(self, job: ObservedJob, now: datetime) -> bool:
        if self._paused_until.get(job.name, now) > now or not self._is_open:
            return False
        return job.is_deleting or job.state is JobState.RUNNING or is_outdated(job, now)

    def _pause(self, name: str, now: datetime, error: Exception) -> None:
        self._paused_until[name] = now + _PAUSE
        told, self._told[name] = self._told.get(name), str(error)
        if told == str(error):  # once: the next try is seconds away
            return
        is_bug = not isinstance(error, _FORESEEN)
        log.error("job_not_driven" if is_bug else "job_waits", job=name, error=str(error), exc_info=is_bug)
        with contextlib.suppress(OSError):
            if name in self._jobs:
                self._note(self._jobs[name], "Waiting", str(error))

    def _drive(self, name: str) -> None:
        while (job := self._jobs.get(name)) is not None:
            if self._shelf.has_lost(name):
                self._forget(job)
                return
            job = self._look(job)
            step = next_step(job, self._limits, self._clock())
            if not self._do(job, step):
                return

    def _do(self, job: ObservedJob, step: JobStep) -> bool:
        """Takes the step; returns whether another may be due at once."""
        match step.action:
            case JobAction.SUCCEED | JobAction.FAIL:
                self._end(job, step)
                return True
            case JobAction.START:
                self._start(job, len(job.pods) + 1)
            case JobAction.STOP:
                self._stop(job)
            case JobAction.REMOVE:
                self._remove(job)
            case JobAction.NOTHING:
                self._start_pending(job)
        return False

    def _look(self, job: ObservedJob) -> ObservedJob:
        """The Job with the current state of its attempts."""
        folder, now = self._folder(job.name), self._clock()
        live = dict(_live(job))
        pods = tuple(
            self._tries.look(job, number, folder.try_folder(number), now) if number in live else pod
            for number, pod in enumerate(job.pods, start=1)
        )
        for number, pod in enumerate(pods, start=1):
            if number in live and not is_live(pod):
                self._note(
                    job, "Ended", f"Attempt {number} ended with status {pod.exit_status}: {pod.reason}."
                )
        return self._put(replace(job, pods=pods))

    def _start(self, job: ObservedJob, number: int) -> None:
        if self.is_draining:
            return
        folder = self._folder(job.name).try_folder(number)
        pod = ObservedPod(f"{job.name}-{number}", PodPhase.PENDING)
        job = self._put(replace(job, pods=(*job.pods[: number - 1], pod)))
        self._tries.start(job, number, folder, self._clock())
        self._told.pop(job.name, None)
        self._note(job, "Started", f"Attempt {number} started.")
        self._look(job)

    def _start_pending(self, job: ObservedJob) -> None:
        """Retries attempts whose start failed, or was interrupted by the end of an earlier service."""
        for number, pod in _live(job):
            if pod.phase is PodPhase.PENDING:
                self._start(job, number)

    def _stop(self, job: ObservedJob) -> None:
        for number, _ in _live(job):
            self._tries.stop(job, number, self._folder(job.name).try_folder(number), self._clock())
        self._look(job)

    def _end(self, job: ObservedJob, step: JobStep) -> None:
        state = JobState.SUCCEEDED if step.action is JobAction.SUCCEED else JobState.FAILED
        ends = [pod.ended_at for pod in job.pods if pod.ended_at is not None]
        ended_at = max(ends, default=self._clock())
        self._write(replace(job, state=state, reason=step.reason, ended_at=ended_at))
        self._note(job, "Completed" if state is JobState.SUCCEEDED else "Failed", step.reason)

    def _remove(self, job: ObservedJob) -> None:
        self._shelf.remove(job)
        self._drop(job)

    def _forget(self, job: ObservedJob) -> None:
        """Drops a Job whose folder was removed; none of its processes may keep running unobserved."""
        log.error("job_folder_gone", job=job.name)
        for number, _ in _live(job):
            self._tries.end(job, number)
        self._drop(job)

    def _drop(self, job: ObservedJob) -> None:
        for kept in (self._jobs, self._paused_until, self._told):
            kept.pop(job.name, None)
        self._report(JobChange(ChangeKind.DELETED, job))

    def _folder(self, name: str) -> JobFolder:
        return self._shelf.folder(name)

    def _require(self, name: str) -> ObservedJob:
        if name not in self._jobs:
            raise JobMissing(name)
        return self._jobs[name]

    def _write(self, job: ObservedJob) -> ObservedJob:
        self._folder(job.name).write_state(job)
        return self._put(job)

    def _put(self, job: ObservedJob) -> ObservedJob:
        if self._jobs.get(job.name) != job:
            self._jobs[job.name] = job
            self._report(JobChange(ChangeKind.CHANGED, job))
        return job

    def _note(self, job: ObservedJob, reason: str, message: str) -> None:
        with contextlib.suppress(OSError):  # events are informative only
            self._folder(job.name).note(ClusterEvent(self._clock(), reason, message))

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Allows one call at a time for each Job, and none once closed."""
        with self._locks[hash(name) % _LOCKS]:
            if not self._is_open:
                raise ClusterUnavailable("The service is stopping.")
            yield


def _live(job: ObservedJob) -> list[tuple[int, ObservedPod]]:
    return [(number, pod) for number, pod in enumerate(job.pods, start=1) if is_live(pod)]
