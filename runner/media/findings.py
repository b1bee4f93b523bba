"""Findings of the checks of a file. Values only: callers decide what follows from them."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR: the file must not be delivered. WARNING: the user is informed. INFO: for the record."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class MediaFinding:
    """One observation; the seconds are None if it concerns the whole file."""

    code: str
    severity: Severity
    message: str
    start_seconds: float | None = None
    end_seconds: float | None = None
