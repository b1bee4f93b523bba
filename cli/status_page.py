"""What `podreel status` tells of a video: names and texts, the next step last. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from api.schemas.videos import VideoDetail
from cli.states import STATES
from cli.terminal_words import in_terminal_words
from cli.words import minute_of, one_line, short_id, span
from contract.failure import FAILURES, FailureCode
from contract.spoken_language import named_language
from contract.video import VideoStatus

Facts = Sequence[tuple[str, str]]
_QUESTION_CHARACTERS = 300


def page_of(video: VideoDetail) -> Facts:
    """All that is known and not empty."""
    parts = (_what(video), _work(video), _failure(video), _film(video), _places(video), _next_step(video))
    return [(name, text) for part in parts for name, text in part if text]


def title_of(video: VideoDetail) -> str:
    """The title, or what was asked for until there is one."""
    return video.title or one_line(video.original_question, _QUESTION_CHARACTERS) or "A script of your own"


def _what(video: VideoDetail) -> Iterator[tuple[str, str]]:
    yield "title", title_of(video)
    expired = ", expired: what was kept on the service is deleted" if video.is_expired else ""
    yield "state", f"{STATES[video.status]}{expired}"
    yield "id", video.video_id
    yield "question", one_line(video.original_question, _QUESTION_CHARACTERS) if video.title else ""
    yield "asked by", video.caller


def _work(video: VideoDetail) -> Iterator[tuple[str, str]]:
    if not video.status.is_terminal:
        left = "" if video.remaining_seconds is None else f", about {span(video.remaining_seconds)} left"
        yield "progress", f"{video.progress} %{left}"
        yield "now", video.message
        count = len(video.section_pictures)
        yield "pieces", f"{count} section{'s' if count > 1 else ''} drawn" if count else ""
    yield "attempts", str(video.attempts) if video.attempts > 1 else ""
    yield "asked", f"{minute_of(video.created_at)} UTC" if video.created_at else ""
    yield "ended", _end(video.created_at, video.finished_at)
    yield "cost", "" if not video.cost_usd else f"{video.cost_usd:.2f} USD"


def _end(began: datetime | None, ended: datetime | None) -> str:
    if ended is None:
        return ""
    took = "" if began is None else f", after {span((ended - began).total_seconds())}"
    return f"{minute_of(ended)} UTC{took}"


def _failure(video: VideoDetail) -> Iterator[tuple[str, str]]:
    if video.failure is not None:
        yield "failure", f"{video.failure.code}: {in_terminal_words(video.failure.message)}"
        yield "what to do", in_terminal_words(video.failure.next_step)


def _film(video: VideoDetail) -> Iterator[tuple[str, str]]:
    if video.seconds is not None:
        yield (
            "length",
            f"{span(video.seconds)}, {video.width}x{video.height}, {video.frame_rate} fps",
        )
    if (model := video.models.get("explain")) is not None:
        voice = "" if video.voice is None else f"; voice {', '.join(video.voice.engines)}"
        yield "made by", f"{model}{voice}"
    yield "language", named_language(video.language) if video.language else ""
    if video.sync is not None and video.sync.max_offset_ms is not None:
        yield "voice and picture", f"at most {video.sync.max_offset_ms:.0f} ms apart"
    for section in video.degraded:
        yield "simpler pictures", f"{section.title}: {section.reason}"
    for note in video.notes:
        yield "note", in_terminal_words(note)


def _places(video: VideoDetail) -> Iterator[tuple[str, str]]:
    size = sum(file.size_bytes for file in video.files)
    yield "files", f"{len(video.files)}, {size / 1e6:.1f} MB" if video.files else ""
    yield "address", video.video_url or ""
    yield "in S3", video.s3_url or ""


def _next_step(video: VideoDetail) -> Iterator[tuple[str, str]]:
    name = short_id(video.video_id)
    if video.status is VideoStatus.COMPLETED:
        yield "next", "" if video.is_expired else f"podreel get {name}"
    elif video.status is VideoStatus.CANCELLED:
        yield "next", f"podreel retry {name}"
    elif video.status is not VideoStatus.FAILED:
        yield "next", f"podreel events {name}"
    else:
        code = FailureCode.INTERNAL if video.failure is None else video.failure.code
        retry = f"; podreel retry {name}" if FAILURES[code].can_be_retried else ""
        yield "next", f"podreel logs {name}{retry}"
