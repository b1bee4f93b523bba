"""Carries out decided actions. Every action is idempotent."""

from dataclasses import replace

import structlog

from contract.names import WHOLE_JOB, log_key, result_key
from contract.record import VideoRecord
from contract.result import Completed, VideoResult, code_of
from controller import reconcile
from controller.backends import Clock, ControllerBackends
from controller.cluster.base import JobMissing, ObservedJob
from controller.projection import ended_record
from controller.reconcile import Action
from stores.damage import DamageKind
from stores.orders import read_order, write_order
from stores.results import FilesGone, publish, write_result

log = structlog.get_logger()
# A runner may write the record between our read and our write; it stops once the video has ended.
_MAX_RACES = 5


class Executor:
    """Acts on cluster, object store and records."""

    def __init__(self, backends: ControllerBackends, clock: Clock) -> None:
        self._backends = backends
        self._cluster = backends.cluster
        self._records = backends.records
        self._objects = backends.objects
        self._observer = backends.observer
        self._clock = clock

    async def act(self, job: ObservedJob | None, action: Action) -> ObservedJob | None:
        """Returns the Job after the action; None if it no longer exists.

        Raises what cluster and stores raise.
        """
        match action:
            case reconcile.Resume() | reconcile.DeleteJob() | reconcile.SetTtl():
                return await self._on_job(job, action)
            case reconcile.WriteOrder(order):
                await write_order(self._objects, order)
            case reconcile.WriteResult(result):
                standing = await write_result(self._objects, result)
                log.info("ended", job=job and job.name, status=standing.status, code=code_of(standing))
            case reconcile.ArchiveLogs(ended):
                await self._archive(ended)
            case reconcile.Publish(result):
                await publish_rest(self._backends, result)
            case _:
                await self._show(action)
        return job

    async def _on_job(
        self, job: ObservedJob | None, action: reconcile.Resume | reconcile.DeleteJob | reconcile.SetTtl
    ) -> ObservedJob | None:
        match action:
            case reconcile.Resume(name):
                try:
                    resumed = await self._cluster.resume(name)
                except JobMissing:
                    return None
                waited = self._clock() - resumed.order.submitted_at
                log.info("started", job=name)
                self._observer.video_admitted(max(waited.total_seconds(), 0.0))
                return resumed
            case reconcile.DeleteJob(name):
                await self._cluster.delete(name)
                return job and replace(job, is_deleting=True)
            case reconcile.SetTtl(name, seconds):
                await self._cluster.set_ttl(name, seconds)
                return job and replace(job, ttl_seconds=seconds)

    async def _show(self, action: Action) -> None:
        match action:
            case reconcile.Project(record):
                await self._records.project(record)
            case reconcile.ProjectResult(result):
                before = await self._records.get(result.video_id)
                await show_result(self._backends, result)
                # A restored record must not be counted twice.
                if before is not None and not before.status.is_terminal:
                    self._observer.video_ended(result)
            case reconcile.ForgetRecord(video_id):
                await self._records.delete(video_id)
            case _:
                raise AssertionError(f"unknown action {action}")

    async def _archive(self, job: ObservedJob) -> None:
        key = log_key(job.order.video_id, job.order.generation, WHOLE_JOB)
        text = await self._cluster.logs(job.name)
        await self._objects.put_bytes(key, text.encode("utf-8", "replace"))


async def publish_rest(backends: ControllerBackends, result: Completed) -> None:
    """Publishes the files that are still there; no later step can bring back the others."""
    try:
        await publish(backends.objects, result)
    except FilesGone as error:
        key = result_key(result.video_id, result.generation)
        backends.damage.found(DamageKind.RESULT, key, error.detail)


async def show_result(backends: ControllerBackends, result: VideoResult) -> VideoRecord:
    """Writes the record of an ended video and returns the record that readers see.

    Wins over progress that the runner reports at the same time. The files of a completed video are published
    before its record says so.
    """
    records = backends.records
    order = await read_order(backends.objects, result.video_id)
    if isinstance(result, Completed):
        await publish_rest(backends, result)
    for _ in range(_MAX_RACES):
        current = await records.get(result.video_id)
        if current is not None and _follows(current, result):
            return current
        if await records.project(record := ended_record(result, current, order)):
            return record
    return record


def _follows(record: VideoRecord, result: VideoResult) -> bool:
    if record.generation == result.generation:
        return record.status.is_terminal
    return record.generation > result.generation
