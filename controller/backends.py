"""What the controller works on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from contract.result import VideoResult
from controller.cluster.base import Cluster
from controller.disk import Disk
from stores.objects.base import ObjectStore
from stores.records.base import VideoRecords

Clock = Callable[[], datetime]
"""The moment now, with its time zone."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Observer(Protocol):
    """Counts what the controller does, for metrics."""

    def video_admitted(self, wait_seconds: float) -> None: ...

    def video_ended(self, result: VideoResult) -> None:
        """Called once for each end of a video that readers had seen open."""
        ...


class NoObserver:
    """Where nobody counts."""

    def video_admitted(self, wait_seconds: float) -> None:
        """Forgets it."""

    def video_ended(self, result: VideoResult) -> None:
        """Forgets it."""


@dataclass(frozen=True)
class ControllerBackends:
    """The three places that hold videos: see `docs/design.md`."""

    cluster: Cluster
    records: VideoRecords
    objects: ObjectStore
    observer: Observer = field(default_factory=NoObserver)
    disk: Disk | None = None
