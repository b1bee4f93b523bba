"""The services that the controller works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from contract.result import VideoResult
from controller.cluster.base import Cluster
from controller.disk import Disk
from stores.damage import DamageRegister
from stores.objects.base import ObjectStore
from stores.records.base import VideoRecords
from stores.standing_results import StandingResults

Clock = Callable[[], datetime]
"""Returns the current time, with its time zone."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Observer(Protocol):
    """Counts what the controller does, for metrics."""

    def video_admitted(self, wait_seconds: float) -> None: ...

    def video_ended(self, result: VideoResult) -> None:
        """Called once for each end of a video that readers saw unfinished before."""
        ...


class NoObserver:
    """Counts nothing."""

    def video_admitted(self, wait_seconds: float) -> None:
        """Does nothing."""

    def video_ended(self, result: VideoResult) -> None:
        """Does nothing."""


@dataclass(frozen=True)
class ControllerBackends:
    """The three places that hold videos: see `docs/design.md`."""

    cluster: Cluster
    records: VideoRecords
    objects: ObjectStore
    observer: Observer = field(default_factory=NoObserver)
    disk: Disk | None = None
    damage: DamageRegister = field(default_factory=DamageRegister)

    @property
    def results(self) -> StandingResults:
        return StandingResults(self.objects, self.damage)
