"""Finds one video by its Job, result or record."""

import contextlib
from dataclasses import dataclass

from contract.failure import PodreelError
from contract.names import is_video_id, job_name
from contract.order import JobOrder
from contract.record import VideoRecord
from contract.result import VideoResult
from controller.actions import show_result
from controller.backends import ControllerBackends
from controller.cluster.base import ObservedJob
from controller.projection import ended_record, queued_record
from controller.refusals import DeletedVideo, UnknownVideo
from controller.tombstones import read_tombstone
from stores.orders import read_order
from stores.records.base import VideoRecords


@dataclass(frozen=True)
class FoundVideo:
    """The Job of the generation in progress, the result of the newest ended generation, and the record."""

    video_id: str
    job: ObservedJob | None
    result: VideoResult | None
    record: VideoRecord | None


async def find_video(backends: ControllerBackends, video_id: str) -> FoundVideo:
    """What exists of a video. Raises UnknownVideo, DeletedVideo, and what cluster and object store raise."""
    if not is_video_id(video_id):
        raise UnknownVideo("This video does not exist.")
    if await read_tombstone(backends.objects, video_id) is not None:
        raise DeletedVideo("This video was deleted.")
    record = await record_or_none(backends.records, video_id)
    generation = 1 if record is None else record.generation
    result = await backends.results.newest(video_id, generation)
    if result is not None:
        generation = result.generation + 1
    job = await backends.cluster.get(job_name(video_id, generation))
    if job is None and result is None and record is None:
        raise UnknownVideo("This video does not exist.")
    return FoundVideo(video_id, job, result, record)


async def record_or_none(records: VideoRecords, video_id: str) -> VideoRecord | None:
    """The record; None if there is none or the record store is unreachable: no fact is stored only there."""
    try:
        return await records.get(video_id)
    except PodreelError:
        return None


async def shown_record(backends: ControllerBackends, found: FoundVideo) -> VideoRecord:
    """The record that readers see; writes it if an ended video has none yet."""
    record = found.record
    if found.job is not None:
        return await _record_in_progress(backends, found.job.order, record)
    if found.result is None:
        # Its Job is gone; the controller will end the video soon.
        return record or VideoRecord(video_id=found.video_id)
    is_same = record is not None and record.generation == found.result.generation
    if record is not None and is_same and record.status.is_terminal:
        return record
    order = await read_order(backends.objects, found.video_id)
    if order is None:
        return ended_record(found.result, record, None).model_copy(update={"is_expired": True})
    try:
        return await show_result(backends, found.result)
    except PodreelError:
        return ended_record(found.result, record, order)


async def _record_in_progress(
    backends: ControllerBackends, order: JobOrder, record: VideoRecord | None
) -> VideoRecord:
    if record is not None and record.generation == order.generation:
        return record
    first = await read_order(backends.objects, order.video_id)
    queued = queued_record(order, None if first is None else first.submitted_at)
    # The loop shows each Job once; a record that was lost since then is written here.
    with contextlib.suppress(PodreelError):
        await backends.records.project(queued)
    return queued
