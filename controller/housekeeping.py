"""Care for videos without a Job: marked sweeps, lost records, missing Jobs, expired videos."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from contract.names import job_name, tombstone_key
from contract.record import VideoRecord
from contract.result import LaterResult
from contract.video import VideoStatus
from controller.actions import Executor
from controller.backends import ControllerBackends
from controller.cluster.base import ObservedJob
from controller.deletion import Sweep, finish_sweep, mark_deleted, pending_sweeps, request_sweep, sweep_files
from controller.expired_access import sweep_expired_access
from controller.job_cache import JobCache
from controller.one_by_one import OneByOne
from controller.orphaned_inputs import sweep_orphans
from controller.reconcile import Situation, StoredState, decide
from controller.record_rebuild import PAGE_LIMIT, all_records, rebuild_records
from controller.schedule import ScheduleLimits
from controller.situation import read_stored_state
from controller.turns import TROUBLES
from stores.damage import DamageKind
from stores.records.base import Page

log = structlog.get_logger()
ENDED = frozenset(status for status in VideoStatus if status.is_terminal)
OPEN = frozenset(VideoStatus) - ENDED
_CANARIES = 3


@dataclass
class Housekeeping:
    """Runs after a list, so that it knows which videos have a Job."""

    backends: ControllerBackends
    limits: ScheduleLimits
    job_cache: JobCache
    executor: Executor
    _canaries: tuple[str, ...] = ()
    _is_rebuilt: bool = False
    _missing_since: dict[str, datetime] = field(default_factory=dict)
    _retained_at: datetime | None = None
    _orphans: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._one_by_one = OneByOne(self.backends.damage)

    async def run(self, now: datetime) -> None:
        """Does everything that is due; a step that fails does not keep the others from running.

        Raises what cluster and stores raise; the next run continues.
        """
        failures = []
        for step in (self._sweep, self._rebuild, self._end_lost, self._retain):
            try:
                await step(now)
            except TROUBLES as error:
                failures.append(error)
        if failures:
            raise failures[0]

    async def _rebuild(self, now: datetime) -> None:
        if not self._is_rebuilt:
            if self.backends.records.is_damaged:
                await self.backends.records.mend()
            cutoff = now - self.limits.retention
            await rebuild_records(self.backends, self.job_cache, cutoff, self._one_by_one)
            self._is_rebuilt = True

    async def has_lost_records(self) -> bool:
        """Whether the record store was emptied or damaged: a record seen before is missing or can't be read.

        Checks several, since the record of a running or just read video is restored at once.
        """
        if self.backends.records.is_damaged:
            self._is_rebuilt = False
            return True
        canaries, self._canaries = self._canaries, ()
        for video_id in canaries:
            if await self._has_lost_record(video_id):
                log.warning("records_emptied")
                self._is_rebuilt = False
                return True
        newest = await self.backends.records.list(Page(limit=_CANARIES))
        self._canaries = tuple(record.video_id for record in newest)
        if canaries and not newest:
            # The records are there, but their list is not.
            self._is_rebuilt = False
            return True
        return False

    async def _has_lost_record(self, video_id: str) -> bool:
        if await self.backends.records.get(video_id) is not None:
            return False
        return await self.backends.objects.head(tombstone_key(video_id)) is None

    async def _sweep(self, now: datetime) -> None:
        sweeps = await pending_sweeps(self.backends.objects, self.backends.damage)
        by_video = {sweep.video_id: sweep for sweep in sweeps}
        await self._one_by_one.each(by_video, lambda video_id: self._carry_out(by_video[video_id]))

    async def _carry_out(self, sweep: Sweep) -> None:
        if sweep.is_deletion:
            await mark_deleted(self.backends.objects, sweep)
        jobs = [job for job in self.job_cache.jobs if job.order.video_id == sweep.video_id]
        if not jobs:
            await self._sweep_one(sweep)
        elif sweep.is_deletion:
            await self._delete_all(jobs)
        else:
            # It was retried: a video in progress is never swept.
            await finish_sweep(self.backends.objects, sweep.video_id)

    async def _sweep_one(self, sweep: Sweep) -> None:
        await sweep_files(self.backends.objects, sweep)
        self._canaries = tuple(video_id for video_id in self._canaries if video_id != sweep.video_id)
        await self.backends.records.delete(sweep.video_id)
        await finish_sweep(self.backends.objects, sweep.video_id)
        log.info("swept", video_id=sweep.video_id, is_deletion=sweep.is_deletion)

    async def _delete_all(self, jobs: list[ObservedJob]) -> None:
        for job in jobs:
            if not job.is_deleting:
                await self.backends.cluster.delete(job.name)

    async def _end_lost(self, now: datetime) -> None:
        """Ends the unfinished records whose Job no longer exists."""
        missing: dict[str, datetime] = {}
        grace = timedelta(seconds=self.limits.lost_grace_seconds)
        unfinished: dict[str, VideoRecord] = {}
        async for record in all_records(self.backends.records, Page(PAGE_LIMIT, statuses=OPEN)):
            name = job_name(record.video_id, record.generation)
            if self.job_cache.get(name) is None:
                missing[name] = self._missing_since.get(name, now)
                unfinished[record.video_id] = record
        self._missing_since = missing

        async def end(video_id: str) -> None:
            record = unfinished[video_id]
            since = missing[job_name(video_id, record.generation)]
            await self._end_one(record, now, is_sure=now - since >= grace)

        await self._one_by_one.each(unfinished, end)

    async def _end_one(self, record: VideoRecord, now: datetime, *, is_sure: bool) -> None:
        name = job_name(record.video_id, record.generation)
        try:
            known = await self._stored(record)
        except LaterResult as error:
            self.backends.damage.found(DamageKind.RESULT, name, error.detail)
            return
        if known.result is None and not known.is_deleted:
            # The Job may be newer than the list.
            if not is_sure or await self.backends.cluster.get(name) is not None:
                return
            # One whose order can't be read counts as missing, but may still run.
            await self.backends.cluster.delete(name)
        while actions := decide(Situation(None, known, record), now):
            for action in actions:
                await self.executor.act(None, action)
            if known.result is not None or known.is_deleted:
                return
            known = await self._stored(record)

    async def _stored(self, record: VideoRecord) -> StoredState:
        return await read_stored_state(self.backends, record.video_id, record.generation)

    async def _retain(self, now: datetime) -> None:
        """Marks expired videos for the next run to sweep; deletes orphaned inputs and expired access."""
        is_due = self._retained_at is None or (
            now - self._retained_at >= timedelta(seconds=self.limits.retention_pass_seconds)
        )
        if not is_due:
            return
        cutoff = now - self.limits.retention
        with_jobs = {job.order.video_id for job in self.job_cache.jobs}
        page = Page(PAGE_LIMIT, statuses=ENDED, created_until=cutoff)
        expired: set[str] = set()
        async for record in all_records(self.backends.records, page):
            ended_at = record.updated_at or record.created_at
            if ended_at is not None and ended_at <= cutoff and record.video_id not in with_jobs:
                expired.add(record.video_id)
        await self._one_by_one.each(expired, lambda video_id: self._expire(video_id, now))
        self._orphans = await sweep_orphans(self.backends, self.job_cache, self._orphans)
        await sweep_expired_access(self.backends.objects, now)
        self._retained_at = now

    async def _expire(self, video_id: str, now: datetime) -> None:
        keeps = self.limits.keeps_published
        sweep = Sweep(video_id=video_id, is_deletion=False, keeps_published=keeps, asked_at=now)
        await request_sweep(self.backends.objects, sweep)
