"""Shows readers why an admitted video has not started yet. Nothing is decided here."""

from collections.abc import Collection
from datetime import datetime

import structlog

from contract.video import VideoStatus
from controller.backends import Clock, ControllerBackends
from controller.cluster.base import ObservedJob
from controller.diagnose import Diagnosis, slow_start

log = structlog.get_logger()


class StartNotices:
    """Writes notices to records; keeps no state of its own."""

    def __init__(self, backends: ControllerBackends, clock: Clock) -> None:
        self._records = backends.records
        self._clock = clock

    async def update(self, jobs: Collection[ObservedJob]) -> None:
        """Updates the records of the Jobs that wait for something; failures are retried on the next call."""
        now = self._clock()
        try:
            for job in jobs:
                if diagnosis := slow_start(job, now):
                    await self._update_one(job, diagnosis, now)
        # Notices are only informative, so no failure may end the loop.
        except Exception as error:
            log.info("worries_postponed", reason=str(error), kind=type(error).__name__)

    async def _update_one(self, job: ObservedJob, diagnosis: Diagnosis, now: datetime) -> None:
        record = await self._records.get(job.order.video_id)
        if record is None or record.generation != job.order.generation:
            return
        # Only the message: the runner's first report replaces it, but would not clear a next step.
        message = f"Not started yet: {diagnosis.message}"
        if record.status is VideoStatus.QUEUED and record.message != message:
            await self._records.project(record.model_copy(update={"message": message, "updated_at": now}))
