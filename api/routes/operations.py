"""For operators: waiting, running and failed videos."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from fastapi import APIRouter, Request

from api.backends import ApiBackends, backends_of
from api.dependencies import Operator
from api.problems import ProblemKind, documented
from api.schemas.service import DiskAnswer, FailedVideo, OperationsAnswer, QueuedVideo, RunningVideo
from contract.failure import FailureCategory
from contract.names import job_name
from contract.record import VideoRecord
from contract.result import Ended
from contract.video import VideoRequest, VideoStatus
from controller.admit import queue_positions
from controller.cluster.base import ObservedJob
from stores.records.base import Page

router = APIRouter(tags=["service"])
MAX_FAILURES = 50
# Enough to recognise it; a queue may hold thousands.
QUESTION_CHARACTERS = 200
FAILED = frozenset({VideoStatus.FAILED})


@router.get("/operations", responses=documented(ProblemKind.FORBIDDEN))
async def get_operations(request: Request, operator: Operator) -> OperationsAnswer:
    """The queue with positions, the running videos, and the latest failures with their diagnosis."""
    backends = backends_of(request)
    facts, jobs = backends.facts(), await backends.cluster.list()
    records = await backends.records.list(Page(limit=MAX_FAILURES, statuses=FAILED))
    return OperationsAnswer(
        queued=_queued(jobs),
        running=tuple(_running(backends, job) for job in jobs if job.holds_a_slot),
        failed=tuple(await asyncio.gather(*(_failed(backends, record) for record in records))),
        closed_because=facts.closed_because,
        disk=None if facts.disk is None else DiskAnswer(**asdict(facts.disk)),
    )


def _queued(jobs: Sequence[ObservedJob]) -> tuple[QueuedVideo, ...]:
    orders = {job.name: job.order for job in jobs}
    return tuple(
        QueuedVideo(
            video_id=orders[name].video_id,
            question=_question(orders[name].request),
            position=position,
            priority=orders[name].priority,
            caller=orders[name].caller,
            submitted_at=orders[name].submitted_at,
        )
        for name, position in queue_positions(jobs, datetime.now(UTC)).items()
    )


def _running(backends: ApiBackends, job: ObservedJob) -> RunningVideo:
    return RunningVideo(
        video_id=job.order.video_id,
        question=_question(job.order.request),
        generation=job.order.generation,
        tries=len(job.pods),
        caller=job.order.caller,
        resumed_at=job.resumed_at,
        is_cancelled=job.is_cancelled,
        state=job.pods[-1].phase if job.pods else job.state,
        kubectl=_kubectl(backends, job.name),
    )


async def _failed(backends: ApiBackends, record: VideoRecord) -> FailedVideo:
    result = await backends.results.of(record)
    ended = result if isinstance(result, Ended) else None
    return FailedVideo(
        video_id=record.video_id,
        question=_question(record.request),
        generation=record.generation,
        code=record.code,
        category=ended.category if ended else FailureCategory.of("", record.code),
        message=record.message,
        next_step=record.next_step,
        command=ended.command if ended else "",
        kubectl=_kubectl(backends, job_name(record.video_id, record.generation)),
        finished_at=ended.finished_at if ended else record.updated_at,
    )


def _kubectl(backends: ApiBackends, job: str) -> str:
    return f"kubectl describe job/{job} -n {backends.namespace}" if backends.namespace else ""


def _question(request: VideoRequest | None) -> str:
    return request.prompt[:QUESTION_CHARACTERS] if request else ""
