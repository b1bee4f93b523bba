"""Videos: submit, list, read, cancel, retry and delete them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.backends import backends_of
from api.cursor import read_cursor, write_cursor
from api.dependencies import CallerDependency, IdempotencyKey, OwnVideo, VideoReader, api_url, view_of
from api.presenters import accepted_message, describe_status, describe_video
from api.problems import Documented, ProblemKind, documented
from api.schemas.videos import (
    ListQuery,
    StatusAnswer,
    VideoDetail,
    VideoPage,
    VideoSubmission,
    VideoSummary,
)
from api.submissions import settle_submission
from contract.failure import PodreelError
from controller.commands import SubmitCommand
from controller.refusals import CommandRefused
from controller.video_ids import video_id_for
from stores.records.base import Page

router = APIRouter(prefix="/videos", tags=["videos"])
GONE = documented(ProblemKind.NOT_FOUND, ProblemKind.DELETED)
_ACCEPTED: Documented = {
    202: {"headers": {"Location": {"schema": {"type": "string"}, "description": "Address of its status."}}},
    **documented(ProblemKind.CONFLICT, ProblemKind.DELETED),
}
REFUSED = documented(ProblemKind.NOT_FOUND, ProblemKind.CONFLICT, ProblemKind.DELETED)


@router.post("", status_code=202, responses=_ACCEPTED)
async def submit_video(
    request: Request,
    response: Response,
    submission: VideoSubmission,
    caller: CallerDependency,
    idempotency_key: IdempotencyKey = None,
) -> StatusAnswer:
    """Submits a video. The answer is sent once the request is safely stored."""
    backends = backends_of(request)
    settled = await settle_submission(submission, backends, caller)
    order = SubmitCommand(
        settled.request, caller.name, idempotency_key, submission.priority, settled.decided, settled.notes
    )
    async with backends.open_video_limit.seat(caller, _is_known(request, order)) as note:
        accepted = await backends.commands.submit(order)
        note(accepted.record.video_id)
    view = view_of(request, accepted.record.video_id)
    response.headers["Location"] = f"{view.url}/status"
    status = describe_status(backends, accepted.record, view)
    return status.model_copy(update={"message": accepted_message(backends)})


@router.get("", responses=documented())
async def list_videos(
    request: Request,
    caller: CallerDependency,
    query: Annotated[ListQuery, Query()],
) -> VideoPage:
    """The caller's videos, the newest first; an operator sees everyone's."""
    page = Page(
        # One more shows whether there is another page.
        limit=query.limit + 1,
        before=read_cursor(query.cursor) if query.cursor else None,
        statuses=frozenset(query.status),
        caller=None if caller.is_operator else caller.name,
        created_from=query.created_from,
        created_until=query.created_until,
        text=query.text,
        id_prefix=query.id_prefix,
    )
    store = backends_of(request).records
    records, total = await asyncio.gather(store.list(page), store.count(page))
    base = f"{api_url(request)}/videos"
    shown = records[: query.limit]
    if not query.cursor and len(records) <= query.limit:
        total = len(records)
    return VideoPage(
        videos=tuple(VideoSummary.of(record, f"{base}/{record.video_id}/files") for record in shown),
        total=total,
        next_cursor=write_cursor(shown[-1]) if len(records) > query.limit else None,
    )


@router.get("/{video_id}/status", responses=GONE)
async def get_video_status(request: Request, video_id: str, reader: VideoReader) -> StatusAnswer:
    """The video's status, with its explanations as soon as they exist."""
    return describe_status(backends_of(request), reader.record, view_of(request, video_id, reader.ticket))


@router.get("/{video_id}", responses=GONE)
async def get_video(request: Request, video_id: str, reader: VideoReader) -> VideoDetail:
    """All details of the video."""
    return await describe_video(
        backends_of(request), reader.record, view_of(request, video_id, reader.ticket)
    )


@router.post("/{video_id}/cancel", status_code=202, responses=REFUSED)
async def cancel_video(request: Request, record: OwnVideo) -> StatusAnswer:
    """Cancels the video; its status is `cancelled` once it has stopped."""
    cancelled = await backends_of(request).commands.cancel(record.video_id)
    return describe_status(backends_of(request), cancelled, view_of(request, record.video_id))


@router.post("/{video_id}/retry", status_code=202, responses=REFUSED)
async def retry_video(request: Request, record: OwnVideo, caller: CallerDependency) -> StatusAnswer:
    """Retries a failed or cancelled video; finished parts are reused."""
    backends = backends_of(request)
    async with backends.open_video_limit.seat(caller, _never) as note:
        accepted = await backends.commands.retry(record.video_id)
        note(record.video_id)
    status = describe_status(backends, accepted.record, view_of(request, record.video_id))
    return status.model_copy(update={"message": accepted_message(backends)})


@router.delete("/{video_id}", status_code=204, responses=GONE)
async def delete_video(request: Request, record: OwnVideo) -> None:
    """Stops the video if it is running, and deletes it with all its files. Later requests for it get 410."""
    await backends_of(request).commands.delete(record.video_id)


def _is_known(request: Request, order: SubmitCommand) -> Callable[[], Awaitable[bool]]:
    """Whether the order repeats one that was already accepted, and so does not count as a new video."""
    backends = backends_of(request)

    async def ask() -> bool:
        if order.idempotency_key is None:
            return False
        try:
            await backends.commands.record(video_id_for(backends.secret, order.caller, order.idempotency_key))
        except (CommandRefused, PodreelError):
            return False
        return True

    return ask


async def _never() -> bool:
    return False
