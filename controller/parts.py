"""What the controller works on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from contract.objects import ObjectStore
from contract.store import VideoStore
from controller.cluster.base import Cluster

Clock = Callable[[], datetime]
"""The moment now, with its time zone."""


@dataclass(frozen=True)
class Parts:
    """The three places that hold videos: see `docs/design.md`."""

    cluster: Cluster
    store: VideoStore
    objects: ObjectStore


def utc_now() -> datetime:
    return datetime.now(UTC)
