"""Records and results as the API tells of them."""

from api.backends import ApiBackends
from api.schemas.videos import FailureAnswer, FileAnswer, StatusAnswer, VideoDetail
from contract.names import video_key
from contract.record import VideoRecord
from contract.video import VideoStatus
from controller.projection import COMPLETED_MESSAGE, QUEUED_MESSAGE
from controller.results import Ending


def describe_status(backends: ApiBackends, record: VideoRecord, url: str) -> StatusAnswer:
    """`url` is the video's own address."""
    is_done = record.status is VideoStatus.COMPLETED
    message = COMPLETED_MESSAGE if is_done else record.message or QUEUED_MESSAGE
    return StatusAnswer(
        video_id=record.video_id,
        status=record.status,
        message=message,
        video_url=f"{url}/files/video.mp4" if is_done else None,
        s3_url=backends.objects.public_url(video_key(record.video_id)) if is_done else None,
        created_at=record.created_at,
        progress=100 if is_done else record.progress_percent,
        original_question=record.request.prompt if record.request else "",
        initial_explanation=record.initial_explanation,
        refined_explanation=record.refined_explanation,
    )


async def describe_video(backends: ApiBackends, record: VideoRecord, url: str) -> VideoDetail:
    """Everything, with what its result adds once it has ended."""
    ending = await backends.endings.of(record)
    files = f"{url}/files"
    request = record.request.model_dump(mode="json", exclude_none=True) if record.request else None
    return VideoDetail(
        **describe_status(backends, record, url).model_dump(),
        generation=record.generation,
        attempts=record.attempt,
        stage=record.stage,
        updated_at=record.updated_at,
        remaining_seconds=record.remaining_seconds,
        cost_usd=record.cost_usd,
        is_expired=record.is_expired,
        caller=record.caller,
        request=request,
        section_pictures=tuple(f"{files}/{name}" for name in record.section_pictures),
        failure=_failure(record),
        **({} if ending is None else _of_ending(ending, files)),
    )


def _failure(record: VideoRecord) -> FailureAnswer | None:
    if record.code is None:
        return None
    return FailureAnswer(code=record.code, message=record.message, next_step=record.next_step)


def _of_ending(ending: Ending, files: str) -> dict[str, object]:
    names = (
        "finished_at title seconds width height frame_rate models voice sync corrections degraded notes "
        "stage_seconds"
    )
    found = tuple(
        FileAnswer(name=name, size_bytes=size, url=f"{files}/{name}") for name, size in ending.files.items()
    )
    return {name: getattr(ending, name) for name in names.split()} | {"files": found}
