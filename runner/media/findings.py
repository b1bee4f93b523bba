"""What a measurement noticed in a file. Values only: whoever shows or stores them decides what they mean."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR: the file must not be delivered as good. WARNING: the user is told. INFO: for the record."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class MediaFinding:
    """One observation; the seconds are None where it concerns the whole file."""

    code: str
    severity: Severity
    message: str
    start_seconds: float | None = None
    end_seconds: float | None = None
