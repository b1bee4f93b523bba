"""Tells how far a run is: one JSON object a line on stdout, and a change of the record for a sink."""

import json
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, TextIO

from contract.failure import PodreelError
from contract.record import VideoChange
from contract.stage import Stage, progress_percent, share_of
from contract.video import VideoStatus

COMPLETED_MESSAGE = "Video generated successfully"


class Sink(Protocol):
    """Takes changes for readers elsewhere; neither waits nor raises."""

    def tell(self, change: VideoChange) -> None: ...


class NoSink:
    """Where nobody else reads."""

    def tell(self, change: VideoChange) -> None:
        """Forgets it."""


@dataclass
class Reporter:
    """Progress only rises. `sink` may be exchanged while the run goes on."""

    video_id: str
    stream: TextIO = sys.stdout
    started_at: float = field(default_factory=time.monotonic)
    sink: Sink = field(default_factory=NoSink)
    _percent: int = 0

    def progress(
        self, stage: Stage, fraction: float, message: str = "", remaining_seconds: float | None = None
    ) -> None:
        """`fraction` of `stage` is done; `remaining_seconds` is an estimate for the whole video."""
        self._percent = max(self._percent, progress_percent(stage, fraction))
        status = share_of(stage).status
        remaining = None if remaining_seconds is None else round(remaining_seconds, 1)
        self._write(
            event="progress",
            status=status,
            stage=stage,
            progress=self._percent,
            message=message,
            remaining_seconds=remaining,
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
        """Whether anybody looks at the video while it is made."""
        return not isinstance(self.sink, NoSink)

    def explained(self, text: str) -> None:
        """The explanation, as readers may read it while the video is made."""
        self._tell(initial_explanation=_clean(text))

    def refined(self, text: str) -> None:
        self._tell(refined_explanation=_clean(text))

    def cost(self, usd: float) -> None:
        """What the video's models have cost so far."""
        self._tell(cost_usd=round(usd, 6))

    def section_ready(self, name: str) -> None:
        """A finished section can be looked at: the name of its public file."""
        self._tell(section_pictures=(_clean(name),))

    def completed(self, notes: tuple[str, ...]) -> None:
        """The termination line of a finished video."""
        self._write(
            event="ended", status=VideoStatus.COMPLETED, progress=100, exit_status=0, code=None, notes=notes
        )
        self._tell(status=VideoStatus.COMPLETED, progress_percent=100, message=COMPLETED_MESSAGE)

    def failed(self, error: PodreelError) -> None:
        """The termination line of a run that ended otherwise.

        Readers are told why, but not that the video failed: whether it is tried again others decide.
        """
        self._write(
            event="ended",
            status=VideoStatus.FAILED,
            progress=self._percent,
            exit_status=error.exit_status,
            code=error.code,
            message=error.detail,
            next_step=error.next_step,
            is_retryable=error.failure.is_retryable,
        )
        self._tell(message=_clean(error.detail))

    def _tell(self, **fields: object) -> None:
        self.sink.tell(VideoChange.model_validate({**fields, "updated_at": datetime.now(UTC)}))

    def _write(self, **fields: object) -> None:
        elapsed = round(time.monotonic() - self.started_at, 2)
        line = json.dumps(
            {"video_id": self.video_id, "elapsed_seconds": elapsed, **fields}, ensure_ascii=False
        )
        print(line, file=self.stream, flush=True)


def _clean(text: str) -> str:
    """Without lone surrogates, which no record can hold."""
    return text.encode("utf-8", "replace").decode()
