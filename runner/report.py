"""Tells the program that started this runner how far it is: one JSON object a line on stdout."""

import json
import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

from contract.failure import PodreelError
from contract.stage import Stage, progress_percent, share_of
from contract.video import VideoStatus


@dataclass
class Reporter:
    """Progress only rises; a repeated status and percent is told once."""

    video_id: str
    stream: TextIO = sys.stdout
    started_at: float = field(default_factory=time.monotonic)
    _percent: int = 0

    def progress(
        self, stage: Stage, fraction: float, message: str = "", remaining_seconds: float | None = None
    ) -> None:
        """`fraction` of `stage` is done; `remaining_seconds` is an estimate for the whole video."""
        self._percent = max(self._percent, progress_percent(stage, fraction))
        self._write(
            event="progress",
            status=share_of(stage).status,
            stage=stage,
            progress=self._percent,
            message=message,
            remaining_seconds=None if remaining_seconds is None else round(remaining_seconds, 1),
        )

    def completed(self, notes: tuple[str, ...]) -> None:
        """The termination line of a finished video."""
        self._write(
            event="ended", status=VideoStatus.COMPLETED, progress=100, exit_status=0, code=None, notes=notes
        )

    def failed(self, error: PodreelError) -> None:
        """The termination line of a run that ended otherwise."""
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

    def _write(self, **fields: object) -> None:
        elapsed = round(time.monotonic() - self.started_at, 2)
        line = json.dumps(
            {"video_id": self.video_id, "elapsed_seconds": elapsed, **fields}, ensure_ascii=False
        )
        print(line, file=self.stream, flush=True)
