"""The commands of the API: submit, cancel, retry and delete videos."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import structlog

from contract.backoff import Backoff
from contract.failure import FailureCode, PodreelError
from contract.names import is_video_id, job_name
from contract.order import DEFAULT_PRIORITY, JobOrder
from contract.record import VideoRecord
from contract.result import Completed, LaterResult, VideoResult
from contract.video import VideoRequest, VideoStatus
from controller.backends import Clock, ControllerBackends
from controller.cluster.base import (
    CANCEL_ANNOTATION,
    ClusterForbidden,
    ClusterUnavailable,
    JobExists,
    JobMissing,
    ObservedJob,
)
from controller.deletion import Sweep, deletion_of, mark_deleted, request_sweep
from controller.lookup import find_video, record_or_none, shown_record
from controller.projection import queued_record, unreadable_record
from controller.refusals import DeletedVideo, NotAccepted, StateConflict, UnknownVideo
from controller.tombstones import read_tombstone
from controller.video_ids import video_id_for
from stores.orders import read_order, store_inputs

__all__ = [
    "Accepted",
    "Clock",
    "DeletedVideo",
    "NotAccepted",
    "StateConflict",
    "SubmitCommand",
    "UnknownVideo",
    "VideoCommands",
]

log = structlog.get_logger()
# For a create without an answer. Together shorter than client timeouts.
_BACKOFF = Backoff(first_seconds=0.1, max_seconds=0.6, factor=3, max_retries=3)


@dataclass(frozen=True)
class SubmitCommand:
    """A validated request and its caller. A repeated `idempotency_key` means the same request.

    `decided` and `notes` are as in a `JobOrder`.
    """

    request: VideoRequest
    caller: str
    idempotency_key: str | None = None
    priority: int = DEFAULT_PRIORITY
    decided: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Accepted:
    """A video whose Job exists; `is_new` is false if an earlier request created it."""

    record: VideoRecord
    is_new: bool


class VideoCommands:
    """Creates and changes Jobs on behalf of the API. Keeps no state, so any number of replicas may run.

    All methods raise NotAccepted if the cluster or object store is unreachable, and PodreelError if the
    record store is.
    """

    def __init__(self, backends: ControllerBackends, secret: bytes, clock: Clock) -> None:
        self._backends = backends
        self._secret = secret
        self._clock = clock

    async def submit(self, submission: SubmitCommand) -> Accepted:
        """Creates the Job of a request; works without the record store.

        Raises StateConflict if the Idempotency-Key was used for another request, DeletedVideo if its video
        was deleted, NotAccepted if the request can't be stored now, PodreelError(invalid_request) if it
        never can.
        """
        video_id = video_id_for(self._secret, submission.caller, submission.idempotency_key)
        order = JobOrder(
            video_id,
            1,
            submission.request,
            submission.caller,
            self._clock(),
            priority=submission.priority,
            decided=submission.decided,
            notes=submission.notes,
        )
        with _kept():
            if submission.idempotency_key is not None:
                repeated = await self._repeated(order)
                if repeated is not None:
                    return repeated
            return await self._accept(order)

    async def record(self, video_id: str, *, asks_cluster: bool = False) -> VideoRecord:
        """The record of a video; raises UnknownVideo, DeletedVideo.

        `asks_cluster` finds a retry whose record could not be written when it was accepted.
        A video whose result a later version wrote is shown as failed, and can be deleted.
        """
        if is_video_id(video_id) and not asks_cluster:
            record = await self._backends.records.get(video_id)
            if record is not None:
                return record
        with _kept():
            try:
                return await shown_record(self._backends, await find_video(self._backends, video_id))
            except LaterResult as error:
                return await self._of_later_version(video_id, error)

    async def result(self, video_id: str, generation: int) -> VideoResult | None:
        """The result of a generation; None if it has not ended.

        Raises LaterResult, and what the object store raises.
        """
        return await self._backends.results.of(video_id, generation)

    async def cancel(self, video_id: str) -> VideoRecord:
        """Requests the cancellation; the controller carries it out. Cancelling twice changes nothing.

        Raises UnknownVideo, DeletedVideo, and StateConflict if the video ended in another way.
        """
        with _kept():
            found = await find_video(self._backends, video_id)
            if found.job is not None and not found.job.state.has_ended:
                try:
                    await self._backends.cluster.annotate(
                        found.job.name, {CANCEL_ANNOTATION: self._clock().isoformat()}
                    )
                except JobMissing:
                    found = await find_video(self._backends, video_id)
            result = found.result if found.job is None else None
            if result is not None and result.status is not VideoStatus.CANCELLED:
                raise StateConflict(f"This video has ended ({result.status}) and can't be cancelled.")
            return await shown_record(self._backends, found)

    async def retry(self, video_id: str) -> Accepted:
        """Starts a new generation of a failed or cancelled video, which reuses its checkpoints.

        Raises UnknownVideo, DeletedVideo, and StateConflict if the video is in progress or completed.
        """
        with _kept():
            found = await find_video(self._backends, video_id)
            if found.job is not None or found.result is None:
                raise StateConflict(
                    "This video is still in progress; cancel it first, or wait until it ends."
                )
            if isinstance(found.result, Completed):
                raise StateConflict("This video is completed; submit a new one instead.")
            first = await read_order(self._backends.objects, video_id)
            if first is None:
                raise StateConflict(
                    "The request of this video is no longer stored; submit a new one instead."
                )
            order = replace(first, generation=found.result.generation + 1, submitted_at=self._clock())
            return await self._accept(order, first)

    async def delete(self, video_id: str) -> None:
        """Marks the video as deleted; the controller ends its Jobs and deletes its files.

        Raises UnknownVideo, and DeletedVideo if it is deleted already.
        """
        with _kept():
            try:
                record = await self._unwanted(video_id)
            except DeletedVideo:
                await self._forget_deleted(video_id)
                raise
            # The mark comes first: if anything after it is interrupted, the controller finishes the deletion.
            sweep = Sweep(video_id=video_id, is_deletion=True, asked_at=self._clock(), caller=record.caller)
            await request_sweep(self._backends.objects, sweep)
            await mark_deleted(self._backends.objects, sweep)
        await self._delete_at_once(video_id, record.generation)

    async def _forget_deleted(self, video_id: str) -> None:
        """Sweeps a deleted video again if readers still see it, since its mark was lost."""
        tombstone = await read_tombstone(self._backends.objects, video_id)
        if tombstone is not None and await record_or_none(self._backends.records, video_id) is not None:
            await request_sweep(self._backends.objects, deletion_of(video_id, tombstone))
            await self._delete_at_once(video_id, 1)

    async def _unwanted(self, video_id: str) -> VideoRecord:
        try:
            return await shown_record(self._backends, await find_video(self._backends, video_id))
        except LaterResult as error:
            # A deletion does not need the result.
            known = await record_or_none(self._backends.records, video_id)
            return known or await self._of_later_version(video_id, error)

    async def _of_later_version(self, video_id: str, error: LaterResult) -> VideoRecord:
        """The record of a video with a result that this version can't read. It is not stored."""
        order = await read_order(self._backends.objects, video_id)
        known = VideoRecord(video_id=video_id) if order is None else queued_record(order)
        return unreadable_record(known, self._clock())

    async def _delete_at_once(self, video_id: str, newest_generation: int) -> None:
        """Does now what the controller would do soon. Failures don't matter: the deletion is decided."""
        try:
            await self._backends.records.delete(video_id)
            for generation in range(1, newest_generation + 1):
                await self._backends.cluster.delete(job_name(video_id, generation))
        except (PodreelError, ClusterUnavailable, ClusterForbidden) as error:
            log.info("deletion_left_to_controller", video_id=video_id, reason=str(error))

    async def _repeated(self, order: JobOrder) -> Accepted | None:
        """The video of an earlier request with the same key; None if only creating the Job can show it."""
        record = await record_or_none(self._backends.records, order.video_id)
        if record is not None and not record.status.is_terminal:
            job = await self._backends.cluster.get(job_name(order.video_id, record.generation))
            if job is not None and not job.is_deleting:
                _require_same(job.order, order)
                return Accepted(record, is_new=False)
        try:
            found = await find_video(self._backends, order.video_id)
        except UnknownVideo:
            return None
        if found.job is None and found.result is None:
            return None
        job = found.job
        known = job.order if job is not None else await read_order(self._backends.objects, order.video_id)
        if known is not None:
            _require_same(known, order)
        return Accepted(await shown_record(self._backends, found), is_new=False)

    async def _accept(self, order: JobOrder, first: JobOrder | None = None) -> Accepted:
        order = await store_inputs(self._backends.objects, order)
        job = await self._create(order)
        _require_same(job.order, order)
        record = queued_record(job.order, None if first is None else first.submitted_at)
        try:
            if not await self._backends.records.project(record):
                record = await self._backends.records.get(order.video_id) or record
        except PodreelError as error:
            # The Job exists: the controller writes the record once the record store is reachable.
            log.warning("record_postponed", video_id=order.video_id, reason=error.detail)
        is_new = job.order.submitted_at == order.submitted_at
        if is_new:
            log.info("accepted", job=job.name)
        return Accepted(record, is_new)

    async def _create(self, order: JobOrder) -> ObservedJob:
        """The created or existing Job of that name. A create without an answer may have succeeded."""
        pauses = _BACKOFF.pauses()
        while True:
            try:
                return await self._backends.cluster.create(order)
            except JobExists as error:
                return error.job
            except ClusterUnavailable:
                found = await self._look_again(order.name)
                if found is not None:
                    return found
                pause = next(pauses, None)
                if pause is None:
                    raise
            await asyncio.sleep(pause)

    async def _look_again(self, name: str) -> ObservedJob | None:
        try:
            return await self._backends.cluster.get(name)
        except ClusterUnavailable:
            return None


def _require_same(known: JobOrder, order: JobOrder) -> None:
    if known.request_hash != order.request_hash:
        raise StateConflict("This Idempotency-Key was used for another request; use a new key.")


@contextmanager
def _kept() -> Iterator[None]:
    """Turns an unreachable cluster or object store into NotAccepted; invalid requests pass through."""
    try:
        yield
    except (ClusterUnavailable, ClusterForbidden) as error:
        raise NotAccepted(f"The cluster can't accept this now: {error}") from error
    except LaterResult as error:
        raise StateConflict(f"{error.detail} {error.next_step}") from error
    except PodreelError as error:
        if error.code is FailureCode.INVALID_REQUEST:
            raise
        raise NotAccepted(error.detail) from error
