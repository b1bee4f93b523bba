"""Follows the cluster's watch. A watch that stays silent too long counts as dead."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import structlog

from controller.cluster.base import Cluster, JobChange
from controller.job_cache import JobCache
from controller.schedule import BACKOFF, Schedule

log = structlog.get_logger()


@dataclass
class JobWatcher:
    """Wakes the controller for every change, and has it list if a change may have been missed."""

    cluster: Cluster
    job_cache: JobCache
    pace: Schedule

    async def run(self) -> None:
        """Watches forever, with back-off between failures."""
        pauses = BACKOFF.pauses()
        while True:
            try:
                changes = self.cluster.watch()
                self._list_anew()  # only now: a change between list and watch would be missed
                async for change in until_silent(changes, self.pace.limits.watch_silence_seconds):
                    pauses = BACKOFF.pauses()
                    self.job_cache.apply(change)
                    self.pace.wake()
            except TimeoutError:  # a quiet time is no failure: requests after it must not wait
                pauses = BACKOFF.pauses()
            # An outermost loop: without a watch the controller reacts slowly, so it retries forever.
            except Exception as error:
                log.info("watch_ended", reason=str(error), kind=type(error).__name__)
            self._list_anew()
            await asyncio.sleep(next(pauses))

    def _list_anew(self) -> None:
        self.pace.needs_list = True
        self.pace.wake()


async def until_silent(changes: AsyncIterator[JobChange], seconds: float) -> AsyncIterator[JobChange]:
    """Yields the changes; raises TimeoutError after `seconds` without one."""
    while True:
        try:
            async with asyncio.timeout(seconds):
                change = await anext(changes)
        except StopAsyncIteration:
            return
        yield change
