"""Rebuilds lost records from the object store. Records of videos with a Job are rebuilt from their Jobs."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from contract.names import (
    ORDERS_PREFIX,
    RESULTS_PREFIX,
    SWEEPS_PREFIX,
    is_video_id,
    parse_result_key,
    result_key,
)
from contract.record import VideoRecord
from contract.result import LaterResult
from controller.actions import show_result
from controller.backends import ControllerBackends
from controller.deletion import deletion_of, request_sweep
from controller.job_cache import JobCache
from controller.one_by_one import OneByOne
from controller.projection import queued_record
from controller.tombstones import read_tombstone
from controller.video_ids import ids_below
from stores.damage import DamageKind
from stores.orders import read_order
from stores.records.base import Page, VideoRecords, place_of

log = structlog.get_logger()
PAGE_LIMIT = 500
_MAX_AT_ONCE = 16
_SAMPLES = 3


async def rebuild_records(
    backends: ControllerBackends, job_cache: JobCache, cutoff: datetime, one_by_one: OneByOne
) -> None:
    """Adds the missing records: of each result since `cutoff`, and of each order without a Job or result."""
    shown = await _shown(backends.records)
    swept = await ids_below(backends.objects, SWEEPS_PREFIX)
    newest = await _newest_generations(backends)
    if await _has_unlisted(backends.records, sorted(newest.keys() - shown.keys() - swept)):
        await backends.records.mend()
        shown = await _shown(backends.records)
    unshown = {
        video_id: generation
        for video_id, generation in newest.items()
        if video_id not in swept and not _is_shown(shown.get(video_id), generation)
    }

    async def show(video_id: str) -> None:
        await _show(backends, video_id, unshown[video_id], cutoff)

    await one_by_one.each(unshown, show, _MAX_AT_ONCE)
    with_jobs = {job.order.video_id for job in job_cache.jobs}
    lost = await ids_below(backends.objects, ORDERS_PREFIX) - {*swept, *newest, *with_jobs, *shown}
    await one_by_one.each(lost, lambda video_id: _show_lost(backends, video_id), _MAX_AT_ONCE)
    log.info("records_rebuilt", results=len(newest), shown_before=len(shown))


async def _shown(records: VideoRecords) -> dict[str, VideoRecord]:
    return {record.video_id: record async for record in all_records(records, Page(PAGE_LIMIT))}


async def _has_unlisted(records: VideoRecords, video_ids: Sequence[str]) -> bool:
    """Whether the list of records was lost, but not the records: writing them again would change nothing."""
    return any([await records.get(video_id) is not None for video_id in video_ids[:_SAMPLES]])


async def _show(backends: ControllerBackends, video_id: str, generation: int, cutoff: datetime) -> None:
    tombstone = await read_tombstone(backends.objects, video_id)
    if tombstone is not None:
        # Its mark was lost, or it would have been swept.
        await request_sweep(backends.objects, deletion_of(video_id, tombstone))
        return
    try:
        result = await backends.results.of(video_id, generation)
    except LaterResult as error:
        backends.damage.found(DamageKind.RESULT, result_key(video_id, generation), error.detail)
        return
    if result is not None and result.finished_at > cutoff:
        await show_result(backends, result)


async def _show_lost(backends: ControllerBackends, video_id: str) -> None:
    """Its Job is gone too: housekeeping ends records without a Job."""
    order = await read_order(backends.objects, video_id)
    if order is not None:
        await backends.records.project(queued_record(order))


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
        if found is not None and is_video_id(found[0]):
            newest[found[0]] = max(found[1], newest.get(found[0], 0))
    return newest
