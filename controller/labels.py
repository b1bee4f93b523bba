"""Keeps the Jobs' status labels up to date.

They are for `kubectl get` only: nothing is decided by them, and a label that can't be set now is set later.
"""

from collections.abc import Collection

import structlog

from contract.record import VideoRecord
from contract.video import VideoStatus
from controller.backends import ControllerBackends
from controller.cluster.base import JobMissing, JobState, ObservedJob
from controller.cluster.job_labels import labels_of

log = structlog.get_logger()
# By what begins or ends a video.
_TOLD_ELSEWHERE = frozenset({VideoStatus.QUEUED, VideoStatus.FAILED, VideoStatus.CANCELLED})


class Labels:
    """Remembers each Job's labels, so that only changes are written."""

    def __init__(self, backends: ControllerBackends) -> None:
        self._backends = backends
        self._shown: dict[str, VideoRecord] = {}
        self._failed: set[str] = set()

    async def show(self, jobs: Collection[ObservedJob]) -> None:
        """Updates the labels of `jobs`, which must be all Jobs; stops at the first failure."""
        uids = {job.uid for job in jobs}
        self._shown = {uid: record for uid, record in self._shown.items() if uid in uids}
        self._failed &= uids
        for job in sorted(filter(self._may_change, jobs), key=self._turn):
            try:
                await self._show_one(job)
            # Labels are only informative, so no failure may end the loop.
            except Exception as error:
                self._failed.add(job.uid)
                log.info("labels_postponed", job=job.name, reason=str(error), kind=type(error).__name__)
                return
            self._failed.discard(job.uid)

    def _may_change(self, job: ObservedJob) -> bool:
        """A suspended Job has the label `queued` from its creation; after an end nothing changes."""
        shown = self._shown.get(job.uid)
        return job.state is not JobState.SUSPENDED and (shown is None or not shown.status.is_terminal)

    def _turn(self, job: ObservedJob) -> tuple[bool, bool]:
        """Running Jobs first; those whose update failed last, so that they don't block the others again."""
        return (job.uid in self._failed, job.state.has_ended)

    async def _show_one(self, job: ObservedJob) -> None:
        record = await self._backends.records.get(job.order.video_id)
        if record is None or record.generation != job.order.generation:
            return
        shown = self._shown.get(job.uid)
        if shown is None or labels_of(shown) != labels_of(record):
            try:
                await self._backends.cluster.annotate(job.name, {}, labels_of(record))
            except JobMissing:
                return
            if record.status not in _TOLD_ELSEWHERE:
                log.info("status_reached", job=job.name, status=record.status)
        self._shown[job.uid] = record
