"""Turns records and results into the API's answers."""

import asyncio
from collections.abc import Iterator

from api.backends import ApiBackends
from api.health import why_nothing_starts
from api.reader_view import ReaderView
from api.schemas.videos import FailureAnswer, FileAnswer, SheetAnswer, StatusAnswer, VideoDetail, VideoEdit
from contract.failure import FailureCategory
from contract.names import parse_sheet_name, sheet_name, video_key
from contract.record import VideoRecord
from contract.result import Completed, Ended
from contract.video import VideoStatus
from controller.projection import COMPLETED_MESSAGE, QUEUED_MESSAGE
from stores.records.base import Page

MAX_EDITS = 20


def describe_status(backends: ApiBackends, record: VideoRecord, view: ReaderView) -> StatusAnswer:
    """The video's status."""
    is_done = record.status is VideoStatus.COMPLETED
    message = COMPLETED_MESSAGE if is_done else record.message or QUEUED_MESSAGE
    if record.status is VideoStatus.QUEUED and message == QUEUED_MESSAGE:
        message = accepted_message(backends)
    request = record.request
    return StatusAnswer(
        video_id=record.video_id,
        status=record.status,
        message=message,
        video_url=view.file("video.mp4") if is_done else None,
        s3_url=backends.objects.public_url(video_key(record.video_id)) if is_done else None,
        created_at=record.created_at,
        progress=100 if is_done else record.progress_percent,
        original_question=request.prompt if request else "",
        model=request.model if request else "",
        language=record.language,
        initial_explanation=record.initial_explanation,
        refined_explanation=record.refined_explanation,
    )


def accepted_message(backends: ApiBackends) -> str:
    """What a user learns of a video that is accepted and has not started."""
    reason = why_nothing_starts(backends)
    return f"Accepted, but not started yet: {reason}" if reason else QUEUED_MESSAGE


async def describe_video(backends: ApiBackends, record: VideoRecord, view: ReaderView) -> VideoDetail:
    """All details of a video, including its result once it has ended."""
    result, edits = await asyncio.gather(backends.results.of(record), _edits(backends, record, view))
    return VideoDetail(
        **describe_status(backends, record, view).model_dump(),
        generation=record.generation,
        attempts=record.attempt,
        stage=record.stage,
        updated_at=record.updated_at,
        remaining_seconds=record.remaining_seconds,
        cost_usd=record.cost_usd,
        is_expired=record.is_expired,
        caller=record.caller,
        request=record.request,
        edited_from=record.edited_from,
        edits=edits,
        section_pictures=tuple(view.file(name) for name in record.section_pictures),
        failure=_failure(record, result),
        **({} if result is None else {"finished_at": result.finished_at}),
        **(_of_completed(result, view) if isinstance(result, Completed) else {}),
    )


async def _edits(backends: ApiBackends, record: VideoRecord, view: ReaderView) -> tuple[VideoEdit, ...]:
    if view.is_guest:
        return ()
    found = await backends.records.list(Page(limit=MAX_EDITS, edited_from=record.video_id))
    return tuple(map(VideoEdit.of, found))


def _failure(record: VideoRecord, result: Completed | Ended | None) -> FailureAnswer | None:
    if record.code is None:
        return None
    category = result.category if isinstance(result, Ended) else None
    return FailureAnswer(
        code=record.code,
        category=category or FailureCategory(record.code),
        message=record.message,
        next_step=record.next_step,
    )


def _of_completed(result: Completed, view: ReaderView) -> dict[str, object]:
    return {
        "title": result.title,
        "files": tuple(
            FileAnswer(name=name, size_bytes=size, url=view.file(name)) for name, size in result.files.items()
        ),
        "sheets": tuple(_sheets(result, view)),
        "seconds": result.seconds,
        "width": result.width,
        "height": result.height,
        "frame_rate": result.frame_rate,
        "models": result.models,
        "voice": result.voice,
        "sync": result.sync,
        "script": result.script,
        "sandbox": result.sandbox,
        "captions_are_estimated": result.captions_are_estimated,
        "corrections": result.corrections,
        "corrected_beats": result.corrected_beats,
        "degraded": result.degraded,
        "notes": result.notes,
        "stage_seconds": result.stage_seconds,
    }


def _sheets(result: Completed, view: ReaderView) -> Iterator[SheetAnswer]:
    known = {sheet for name in result.files if (sheet := parse_sheet_name(name)) is not None}
    for section in sorted(number for number, is_after in known if not is_after):
        before, after = (view.file(sheet_name(section, is_after=is_after)) for is_after in (False, True))
        yield SheetAnswer(section=section, before=before, after=after if (section, True) in known else None)
