"""The controller's state, as metrics, health and operators see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from controller.disk import DiskUse


@dataclass(frozen=True)
class ControllerFacts:
    """The controller's state, for metrics and health."""

    is_leader: bool = False
    waiting: int = 0
    running: int = 0
    oldest_waiting_seconds: float = 0.0
    closed_because: str = ""
    """Why nothing is admitted; empty if videos may be admitted."""
    disk: DiskUse | None = None
    in_trouble: int = 0
    last_pass_seconds: float = 0.0
    last_pass_at: datetime | None = None
    failed_turns: int = 0
    """How many turns have failed in a row."""
    failing_because: str = ""
    """Why the latest turns failed, one after another; empty once one succeeds."""
    silent_seconds: float = 0.0
    """How long ago the last turn ended, however it ended. A replica that is not the leader has turns too."""
    damaged: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many damaged records and files were found, by kind."""
