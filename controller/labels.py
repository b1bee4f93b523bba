"""Keeps the Jobs' labels for people up to date.

Only for looking at: nothing is decided by them, and one that can't be set now is set later.
"""

from collections.abc import Collection

import structlog

from contract.record import VideoRecord
from controller.backends import ControllerBackends
from controller.cluster.base import JobMissing, JobState, ObservedJob
from controller.cluster.job_labels import labels_of

log = structlog.get_logger()


class Labels:
    """Remembers what each Job shows, so that only what differs is written."""

    def __init__(self, backends: ControllerBackends) -> None:
        self._backends = backends
        self._told: dict[str, VideoRecord] = {}
        self._failed: set[str] = set()

    async def show(self, jobs: Collection[ObservedJob]) -> None:
        """Brings the labels of these Jobs, which are all there are, up to date as far as that is possible."""
        uids = {job.uid for job in jobs}
        self._told = {uid: record for uid, record in self._told.items() if uid in uids}
        self._failed &= uids
        for job in sorted(filter(self._may_change, jobs), key=self._turn):
            try:
                await self._show_one(job)
            # Nobody's video depends on it, so whatever it is, it ends nothing.
            except Exception as error:
                self._failed.add(job.uid)
                log.info("labels_postponed", job=job.name, reason=str(error), kind=type(error).__name__)
                return
            self._failed.discard(job.uid)

    def _may_change(self, job: ObservedJob) -> bool:
        """A suspended Job says that it is queued since it was made; nothing follows an end."""
        told = self._told.get(job.uid)
        return job.state is not JobState.SUSPENDED and (told is None or not told.status.is_terminal)

    def _turn(self, job: ObservedJob) -> tuple[bool, bool]:
        """First those that people wait for; those last that would hold up the others again."""
        return (job.uid in self._failed, job.state.has_ended)

    async def _show_one(self, job: ObservedJob) -> None:
        record = await self._backends.records.get(job.order.video_id)
        if record is None or record.generation != job.order.generation:
            return
        told = self._told.get(job.uid)
        if told is None or labels_of(told) != labels_of(record):
            try:
                await self._backends.cluster.annotate(job.name, {}, labels_of(record))
            except JobMissing:
                return
        self._told[job.uid] = record
