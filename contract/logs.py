"""Logs on stderr: JSON, one object per line, with the video's id bound."""

import logging
import sys
from collections.abc import Sequence

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import Processor

JSON_LINES: Sequence[Processor] = (
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    # Local variables stay out of the log: they may hold keys.
    structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
    structlog.processors.JSONRenderer(ensure_ascii=False),
)


def configure_logs(level: int = logging.INFO, lines: Sequence[Processor] = JSON_LINES) -> None:
    """Makes every logger of this process write to stderr; the last of `lines` turns an entry into text."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            *lines,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def bind_video(video_id: str) -> None:
    """Adds the video's id to every line that this task logs from now on."""
    structlog.contextvars.bind_contextvars(video_id=video_id)
