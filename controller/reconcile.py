"""Decides the next actions for one video from its state in cluster, object store and records. Pure.

Every action is idempotent. After the actions the state is read again and decided again, so it does not matter
if an action was interrupted, or if another controller did the same.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from contract.failure import FailureCategory, FailureCode
from contract.order import JobOrder
from contract.record import VideoRecord
from contract.result import Completed, Ended, VideoResult
from contract.video import VideoStatus
from controller.cluster.base import FAILURE_TARGET, JobState, ObservedJob
from controller.diagnose import Diagnosis, diagnose, failed_start
from controller.projection import CANCELLED_MESSAGE, queued_record

LOST_NODE_GRACE = timedelta(seconds=90)
SETTLED_TTL_SECONDS = 600


@dataclass(frozen=True)
class WriteOrder:
    """Store the request and who asked for it."""

    order: JobOrder


@dataclass(frozen=True)
class Resume:
    """Admit the Job."""

    name: str


@dataclass(frozen=True)
class Project:
    """Write the record of an accepted video."""

    record: VideoRecord


@dataclass(frozen=True)
class ProjectResult:
    """Write the record of a video that has ended."""

    result: VideoResult


@dataclass(frozen=True)
class ArchiveLogs:
    """Store what the cluster still has of the Job's logs."""

    job: ObservedJob


@dataclass(frozen=True)
class WriteResult:
    """Store how the generation ended, unless a result is stored already."""

    result: Ended


@dataclass(frozen=True)
class Publish:
    """Copy the files of a completed video to where readers find them."""

    result: Completed


@dataclass(frozen=True)
class DeleteJob:
    """End the Job's pods and remove it."""

    name: str


@dataclass(frozen=True)
class ForgetRecord:
    """Delete the record of a deleted video."""

    video_id: str


@dataclass(frozen=True)
class SetTtl:
    """Have the cluster remove the ended Job after `seconds`."""

    name: str
    seconds: int


Action = (
    WriteOrder
    | Resume
    | Project
    | ProjectResult
    | ForgetRecord
    | ArchiveLogs
    | WriteResult
    | Publish
    | DeleteJob
    | SetTtl
)


@dataclass(frozen=True)
class StoredState:
    """What the object store holds of one generation."""

    result: VideoResult | None = None
    is_deleted: bool = False
    has_order: bool = False
    has_logs: bool = False


@dataclass(frozen=True)
class Situation:
    """One generation of a video: its Job, if any, its stored objects, and its record."""

    job: ObservedJob | None
    known: StoredState
    record: VideoRecord | None = None
    are_records_unreachable: bool = False
    """Whether the record store is unreachable: then records are written later, everything else continues."""
    is_chosen: bool = False
    """Whether it is this Job's turn to run."""


def needs_care(job: ObservedJob, is_shown: bool, now: datetime) -> bool:
    """Whether the stored state of this Job must be read. Cheap, since most Jobs just wait or run."""
    if job.state.has_ended:
        return job.ttl_seconds != SETTLED_TTL_SECONDS or not is_shown
    return not is_shown or job.is_cancelled or _trouble(job, now) is not None


def decide(situation: Situation, now: datetime) -> tuple[Action, ...]:
    """The next actions, in order; empty if nothing is to be done."""
    job, known = situation.job, situation.known
    if known.is_deleted:
        return _deleted(situation)
    if known.result is not None:
        return _after_end(situation, known.result)
    if job is None:
        return _lost(situation.record, now)
    result = _result_of(job, now)
    if result is not None:
        archive = () if known.has_logs or not job.pods else (ArchiveLogs(job),)
        return (*_ordered(situation, job), *archive, WriteResult(result))
    return (*_shown(situation, job), *_ordered(situation, job), *_started(situation, job))


def _deleted(situation: Situation) -> tuple[Action, ...]:
    """Housekeeping sweeps the files once no Job of the video is left."""
    if situation.job is not None:
        return () if situation.job.is_deleting else (DeleteJob(situation.job.name),)
    return () if situation.record is None else (ForgetRecord(situation.record.video_id),)


def _after_end(situation: Situation, result: VideoResult) -> tuple[Action, ...]:
    job = situation.job
    show: tuple[Action, ...] = () if _is_recorded(situation, result) else (ProjectResult(result),)
    publish: tuple[Action, ...] = (Publish(result),) if isinstance(result, Completed) else ()
    if job is None:
        return (*publish, *show) if show else ()
    if job.state.has_ended:
        if job.ttl_seconds == SETTLED_TTL_SECONDS:
            return show
        archive = () if situation.known.has_logs else (ArchiveLogs(job),)
        return (*archive, *publish, *show, SetTtl(job.name, SETTLED_TTL_SECONDS))
    if job.state is JobState.RUNNING and isinstance(result, Completed):
        # The runner that wrote the result is about to publish; if it dies, its Job ends and is decided again.
        return ()
    return (*show, *(() if job.is_deleting else (DeleteJob(job.name),)))


def _ordered(situation: Situation, job: ObservedJob) -> tuple[Action, ...]:
    """The runner reads the stored order, which also outlives a deleted Job."""
    return () if situation.known.has_order else (WriteOrder(job.order),)


def _started(situation: Situation, job: ObservedJob) -> tuple[Action, ...]:
    is_held = job.state is not JobState.SUSPENDED or job.is_deleting or situation.are_records_unreachable
    if situation.is_chosen and not is_held:
        return (Resume(job.name),)
    return ()


def _shown(situation: Situation, job: ObservedJob) -> tuple[Action, ...]:
    record = situation.record
    if situation.are_records_unreachable or (
        record is not None and record.generation >= job.order.generation
    ):
        return ()
    return (Project(queued_record(job.order, record.created_at if record else None)),)


def _is_recorded(situation: Situation, result: VideoResult) -> bool:
    """Whether the record shows this end already, or a later generation."""
    record = situation.record
    if record is None:
        return situation.are_records_unreachable
    if record.generation == result.generation:
        return record.status.is_terminal
    return record.generation > result.generation


def _result_of(job: ObservedJob, now: datetime) -> Ended | None:
    """The result of a generation that has ended without one; None if it is still in progress."""
    if not job.is_cancelled:
        diagnosis = diagnose(job) if job.state.has_ended else _trouble(job, now)
        if diagnosis is None:
            return None
        return _failed(job.order.video_id, job.order.generation, diagnosis, now)
    return Ended(
        video_id=job.order.video_id,
        generation=job.order.generation,
        status=VideoStatus.CANCELLED,
        finished_at=now,
        message=CANCELLED_MESSAGE,
        next_step="Ask for a retry: finished parts are kept.",
    )


def _trouble(job: ObservedJob, now: datetime) -> Diagnosis | None:
    """Why an admitted Job can no longer finish; None if it can."""
    if job.state is not JobState.RUNNING:
        return None
    if job.reason == FAILURE_TARGET and job.ended_at is not None and now - job.ended_at >= LOST_NODE_GRACE:
        return diagnose(job)
    return failed_start(job, now)


def _lost(record: VideoRecord | None, now: datetime) -> tuple[Action, ...]:
    if record is None or record.status.is_terminal:
        return ()
    diagnosis = Diagnosis.of(
        FailureCode.JOB_LOST,
        FailureCategory.JOB_GONE,
        "The video's Job was removed before the video was finished.",
    )
    return (WriteResult(_failed(record.video_id, record.generation, diagnosis, now)),)


def _failed(video_id: str, generation: int, diagnosis: Diagnosis, now: datetime) -> Ended:
    return Ended(
        video_id=video_id,
        generation=generation,
        status=VideoStatus.FAILED,
        finished_at=now,
        code=diagnosis.code,
        category=diagnosis.category,
        message=diagnosis.message,
        next_step=diagnosis.next_step,
        command=diagnosis.command.format(video_id=video_id),
    )
