"""Events, files and logs of a video."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse

from api.backends import backends_of
from api.dependencies import (
    OwnVideo,
    ShownVideo,
    VideoReader,
    hold_download,
    hold_event_stream,
    hold_own_download,
    view_of,
)
from api.event_format import format_event
from api.event_stream import event_stream, is_finished, newest_record, require_event_id
from api.explanations import explain_video
from api.files import CONTENT_TYPES, send_file
from api.logs import read_log
from api.problems import Documented, ProblemKind, documented
from api.reader_view import ReaderView
from api.schemas.events import stream_schema
from api.schemas.scripts import ExplanationAnswer
from api.schemas.videos import VIDEO_ID, VIDEO_URL
from contract.record import VideoRecord
from contract.stage import Stage
from contract.video import VideoStatus

router = APIRouter(prefix="/videos/{video_id}", tags=["videos"])
GONE = documented(ProblemKind.NOT_FOUND, ProblemKind.DELETED)
_RECORD = VideoRecord(
    video_id=VIDEO_ID,
    attempt=1,
    status=VideoStatus.RENDERING_VIDEO,
    stage=Stage.RENDER,
    progress_percent=74,
    message="Drawing the pictures",
    remaining_seconds=40.0,
    section_pictures=("sections/1.jpg",),
)
_EVENT = f"{format_event('1763719200000-0', _RECORD, ReaderView(VIDEO_URL)).decode()}: still here\n\n"
_EVENTS: Documented = {
    200: {
        "description": "`progress` for each change, `end` once, and comments: heartbeats, or `access ended`.",
        "content": {
            "text/event-stream": {
                "schema": {"type": "string"},
                "itemSchema": stream_schema(),
                "example": _EVENT,
            }
        },
    },
    204: {"description": "The video's end was already sent: stop reconnecting."},
}
_STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_FILES: Documented = {
    200: {
        "content": {
            kind.partition(";")[0]: {
                "schema": {"type": "string", "format": "binary"},
                "example": "(the file)",
            }
            for kind in CONTENT_TYPES.values()
        }
    },
    206: {"description": "The parts requested by `Range`."},
    304: {"description": "The file still has the ETag in `If-None-Match`."},
    307: {"description": "Redirect to the video in S3, if readers can reach it."},
    **documented(ProblemKind.NOT_FOUND, ProblemKind.DELETED, ProblemKind.RANGE_NOT_SATISFIABLE),
}
_LOGS: Documented = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": '{"event":"started"}'}}}
}


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={**_EVENTS, **GONE},
    dependencies=[Depends(hold_event_stream)],
)
async def follow_video(
    request: Request,
    reader: VideoReader,
    after: Annotated[str, Query(max_length=60, description="Like Last-Event-ID, for a first request.")] = "",
    last_event_id: Annotated[str | None, Header(max_length=60)] = None,
) -> Response:
    """The video's progress as server-sent events, starting after the last event that the reader received.

    The stream ends with `end`, once for each run of the video. After a retry every reader, new or resumed,
    gets events of the new run only, which has the next `generation`.

    If the reader's key, session or link ends meanwhile, so does the stream, after the comment `access ended`
    and without the event `end`. Reconnecting then answers with the reason, such as 401.
    """
    backends = backends_of(request)
    record = await newest_record(backends, reader.record)
    # A reconnecting browser repeats the same URL, but the header is newer.
    seen = require_event_id(last_event_id if last_event_id is not None else after)
    if await is_finished(backends, record, seen):
        return Response(status_code=204)
    view = view_of(request, record.video_id, reader.ticket)
    return StreamingResponse(
        event_stream(backends, reader, record, seen, view),
        media_type="text/event-stream",
        headers=_STREAM_HEADERS,
    )


@router.head("/events", response_class=StreamingResponse, include_in_schema=False)
async def head_video_events(reader: VideoReader) -> Response:
    """The headers that GET would send."""
    return Response(media_type="text/event-stream", headers=_STREAM_HEADERS)


@router.get(
    "/files/{name:path}",
    response_class=StreamingResponse,
    responses=_FILES,
    dependencies=[Depends(hold_download)],
)
async def get_video_file(
    request: Request,
    record: ShownVideo,
    name: str,
    download: Annotated[
        bool, Query(description="Send it as a download named after the video's title.")
    ] = False,
) -> Response:
    """A finished file: `video.mp4`, `captions.vtt`, `captions.srt`, `transcript.md`, `poster.jpg`,
    `script.py`, `timeline.json`. While the video is made, `sections/1.jpg` and so on, and the script.
    """
    return await send_file(request, backends_of(request), record, name, is_download=download)


@router.head("/files/{name:path}", response_class=StreamingResponse, include_in_schema=False)
async def head_video_file(
    request: Request, record: ShownVideo, name: str, download: bool = False
) -> Response:
    """The headers that GET would send."""
    return await send_file(request, backends_of(request), record, name, is_download=download)


@router.get("/explanation", responses={**GONE, **documented(ProblemKind.CONFLICT)})
async def get_video_explanation(request: Request, record: ShownVideo) -> ExplanationAnswer:
    """What the video says, by section, with the code of each section's scene in `script.py`.

    To mend a video, edit `markdown` and submit it as `explanation`, or edit `script.py` and submit it as
    `script`, with `edited_from`: then only what changed is spoken and rendered again.
    """
    return await explain_video(backends_of(request), record)


@router.get(
    "/logs",
    response_class=PlainTextResponse,
    responses={**_LOGS, **GONE},
    dependencies=[Depends(hold_own_download)],
)
async def get_video_logs(
    request: Request,
    record: OwnVideo,
    tail: Annotated[int | None, Query(ge=1, le=100_000, description="Only this many last lines.")] = None,
) -> PlainTextResponse:
    """The logs of the video's runs, the oldest first: one JSON object per line."""
    return PlainTextResponse(await read_log(backends_of(request), record, tail))
