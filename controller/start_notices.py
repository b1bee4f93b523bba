"""Tells readers why a video that was let run has not started yet. Only words: nothing is decided here."""

from collections.abc import Collection
from datetime import datetime

import structlog

from contract.video import VideoStatus
from controller.backends import Clock, ControllerBackends
from controller.cluster.base import ObservedJob
from controller.diagnose import Diagnosis, slow_start

log = structlog.get_logger()


class StartNotices:
    """Keeps nothing: what readers are told already stands in the record."""

    def __init__(self, backends: ControllerBackends, clock: Clock) -> None:
        self._records = backends.records
        self._clock = clock

    async def tell(self, jobs: Collection[ObservedJob]) -> None:
        """For those of these Jobs that wait for something; what can't be told now is told later."""
        now = self._clock()
        try:
            for job in jobs:
                if worry := slow_start(job, now):
                    await self._tell_one(job, worry, now)
        # Nobody's video depends on it, so whatever it is, it ends nothing.
        except Exception as error:
            log.info("worries_postponed", reason=str(error), kind=type(error).__name__)

    async def _tell_one(self, job: ObservedJob, worry: Diagnosis, now: datetime) -> None:
        record = await self._records.get(job.order.video_id)
        if record is None or record.generation != job.order.generation:
            return
        # Only the message: the first word of its runner replaces that, and a next step would stay behind.
        message = f"Not started yet: {worry.message}"
        if record.status is VideoStatus.QUEUED and record.message != message:
            await self._records.project(record.model_copy(update={"message": message, "updated_at": now}))
