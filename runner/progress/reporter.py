"""Reports a run's progress: one JSON object per line on stdout, and changes of the record for a sink.

The last line can also go to a file, where Kubernetes reads a container's termination message.
"""

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TextIO

import structlog

from contract.failure import PodreelError
from contract.record import VideoChange
from contract.run_events import RunEnded, RunProgress, event_line
from contract.stage import Stage, progress_percent, share_of
from contract.video import VideoStatus

log = structlog.get_logger()
COMPLETED_MESSAGE = "Video generated successfully"
MAX_LAST_WORDS_BYTES = 4096
"""Kubernetes cuts a container's termination message to this size."""


class Sink(Protocol):
    """Accepts changes of the record for readers; neither waits nor raises."""

    def tell(self, change: VideoChange) -> None: ...


class NoSink:
    """A sink without readers."""

    def tell(self, change: VideoChange) -> None:
        """Discards the change."""


@dataclass
class Reporter:
    """Reports progress, which only rises. `sink` may be replaced during the run.

    `last_words` is the file for the termination line.
    """

    video_id: str
    stream: TextIO = sys.stdout
    last_words: Path | None = None
    started_at: float = field(default_factory=time.monotonic)
    sink: Sink = field(default_factory=NoSink)
    has_ended: bool = False
    _percent: int = 0

    def progress(
        self, stage: Stage, fraction: float, message: str = "", remaining_seconds: float | None = None
    ) -> None:
        """Reports that `fraction` (0 to 1) of `stage` is done; `remaining_seconds` is for the whole video."""
        self._percent = max(self._percent, progress_percent(stage, fraction))
        status = share_of(stage).status
        remaining = None if remaining_seconds is None else round(remaining_seconds, 1)
        self._write(
            RunProgress(
                video_id=self.video_id,
                elapsed_seconds=self._elapsed_seconds,
                status=status,
                stage=stage,
                progress=self._percent,
                message=_clean(message),
                remaining_seconds=remaining,
            )
        )
        self._tell(
            status=status,
            stage=stage,
            progress_percent=self._percent,
            message=_clean(message),
            remaining_seconds=remaining,
        )

    @property
    def has_readers(self) -> bool:
        """Whether anybody can follow the video while it is made."""
        return not isinstance(self.sink, NoSink)

    def explained(self, text: str) -> None:
        """Reports the explanation, so that readers see it before the video is finished."""
        self._tell(initial_explanation=_clean(text))

    def refined(self, text: str) -> None:
        self._tell(refined_explanation=_clean(text))

    def cost(self, usd: float) -> None:
        """Reports the cost of the video's models so far, in US dollars."""
        self._tell(cost_usd=round(usd, 6))

    def section_ready(self, name: str) -> None:
        """Reports the public file name of a finished section's picture."""
        self._tell(section_pictures=(_clean(name),))

    def completed(self, notes: tuple[str, ...]) -> None:
        """Writes the termination line of a finished video."""
        self._end(
            RunEnded(
                video_id=self.video_id,
                elapsed_seconds=self._elapsed_seconds,
                status=VideoStatus.COMPLETED,
                progress=100,
                exit_status=0,
                code=None,
                notes=tuple(_clean(note) for note in notes),
            )
        )
        self._tell(status=VideoStatus.COMPLETED, progress_percent=100, message=COMPLETED_MESSAGE)

    def failed(self, error: PodreelError) -> None:
        """Writes the termination line of a run that did not finish its video.

        Readers see the reason, but not that the video failed: the service decides whether to retry it.
        """
        self._end(
            RunEnded(
                video_id=self.video_id,
                elapsed_seconds=self._elapsed_seconds,
                status=VideoStatus.FAILED,
                progress=self._percent,
                exit_status=error.exit_status,
                code=error.code,
                message=_clean(error.detail),
                next_step=_clean(error.next_step),
                is_retryable=error.failure.is_retryable,
            )
        )
        self._tell(message=_clean(error.detail))

    def _tell(self, **fields: object) -> None:
        self.sink.tell(VideoChange.model_validate({**fields, "updated_at": datetime.now(UTC)}))

    @property
    def _elapsed_seconds(self) -> float:
        return round(time.monotonic() - self.started_at, 2)

    def _end(self, event: RunEnded) -> None:
        self.has_ended = True
        self._write(event)
        if self.last_words is None:
            return
        try:
            self.last_words.write_bytes(fit_termination_message(event.model_dump(mode="json")))
        except OSError as error:
            log.warning("last_words_not_written", reason=str(error))

    def _write(self, event: RunProgress | RunEnded) -> None:
        print(event_line(event), file=self.stream, flush=True)


def fit_termination_message(event: Mapping[str, object], max_bytes: int = MAX_LAST_WORDS_BYTES) -> bytes:
    """The event as one line of JSON of at most `max_bytes`; its longest texts are cut to fit. Pure."""
    fields = dict(event)
    while len(line := json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")) > max_bytes:
        longest = max(fields, key=lambda name: len(json.dumps(fields[name], ensure_ascii=False)))
        fields[longest] = _shorter(fields[longest])
    return line


def _shorter(value: object) -> object:
    """Half of a text or list; None for anything else."""
    match value:
        case str() if len(value) > 1:
            return value[: len(value) // 2].rstrip("…") + "…"
        case list() | tuple() if len(value) > 1:
            return value[: len(value) // 2]
        case list() | tuple() if value:
            shorter = _shorter(value[0])
            return [shorter] if shorter else []
    return None


def _clean(text: str) -> str:
    """Replaces lone surrogates, which can't be encoded as UTF-8."""
    return text.encode("utf-8", "replace").decode()
