"""Rebuilds lost records from the object store. Records of videos with a Job are rebuilt from their Jobs."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import structlog

from contract.names import ORDERS_PREFIX, RESULTS_PREFIX, SWEEPS_PREFIX, parse_result_key
from contract.record import VideoRecord
from contract.result import UnreadableResult
from controller.actions import show_result
from controller.backends import ControllerBackends
from controller.job_cache import JobCache
from controller.order_files import read_order
from controller.projection import queued_record
from controller.video_ids import ids_below
from stores.records.base import Page, VideoRecords, place_of
from stores.results import read_result

log = structlog.get_logger()
PAGE_LIMIT = 500
_MAX_AT_ONCE = 16


async def rebuild_records(backends: ControllerBackends, job_cache: JobCache, cutoff: datetime) -> None:
    """Adds the missing records: of each result since `cutoff`, and of each order without a Job or result."""
    shown = {record.video_id: record async for record in all_records(backends.records, Page(PAGE_LIMIT))}
    swept = await ids_below(backends.objects, SWEEPS_PREFIX)
    newest = await _newest_generations(backends)
    unshown = [
        (video_id, generation)
        for video_id, generation in newest.items()
        if video_id not in swept and not _is_shown(shown.get(video_id), generation)
    ]
    for batch in range(0, len(unshown), _MAX_AT_ONCE):
        some = unshown[batch : batch + _MAX_AT_ONCE]
        await asyncio.gather(
            *(_show(backends, video_id, generation, cutoff) for video_id, generation in some)
        )
    with_jobs = {job.order.video_id for job in job_cache.jobs}
    for video_id in await ids_below(backends.objects, ORDERS_PREFIX) - {*swept, *newest, *with_jobs, *shown}:
        order = await read_order(backends.objects, video_id)
        if order is not None:
            # Its Job is gone too: housekeeping ends records without a Job.
            await backends.records.project(queued_record(order))
    log.info("records_rebuilt", results=len(newest), shown_before=len(shown))


async def _show(backends: ControllerBackends, video_id: str, generation: int, cutoff: datetime) -> None:
    try:
        result = await read_result(backends.objects, video_id, generation)
    except UnreadableResult as error:
        log.error("result_unreadable", video_id=video_id, reason=error.detail)
        return
    if result is not None and result.finished_at > cutoff:
        await show_result(backends.records, backends.objects, result)


async def all_records(records: VideoRecords, page: Page) -> AsyncIterator[VideoRecord]:
    """Yields the records of `page` and of all later pages."""
    while True:
        found = await records.list(page)
        for record in found:
            yield record
        if len(found) < page.limit:
            return
        page = replace(page, before=place_of(found[-1]))


def _is_shown(record: VideoRecord | None, generation: int) -> bool:
    if record is None or record.generation < generation:
        return False
    return record.generation > generation or record.status.is_terminal


async def _newest_generations(backends: ControllerBackends) -> dict[str, int]:
    newest: dict[str, int] = {}
    for facts in await backends.objects.list(RESULTS_PREFIX):
        found = parse_result_key(facts.key)
        if found is not None:
            newest[found[0]] = max(found[1], newest.get(found[0], 0))
    return newest
