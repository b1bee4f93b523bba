"""The Cluster protocol: what runs videos, seen as frozen values. No client object leaves a cluster."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from contract.order import JobOrder

NO_LABELS: Mapping[str, str] = MappingProxyType({})
CANCEL_ANNOTATION = "podreel/cancel"
"""Set to the moment of the wish; nobody takes it back."""
FAILURE_TARGET = "FailureTarget"
"""The reason of a Job that has failed while a pod of it still ends; on a lost node that may take for ever."""


class JobState(StrEnum):
    """Where a Job stands."""

    SUSPENDED = "suspended"
    """Accepted, not admitted: nothing runs."""
    RUNNING = "running"
    """Admitted: a pod starts, runs, or waits for its next try."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"

    @property
    def has_ended(self) -> bool:
        return self in {JobState.SUCCEEDED, JobState.FAILED}


class PodPhase(StrEnum):
    """Where one try of a Job stands."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True)
class ObservedPod:
    """One try of a Job. `exit_status` is the runner's, None while it runs or where nobody saw it end.

    `reason` is the cluster's word (`OOMKilled`, `Evicted`, `DeadlineExceeded`, `ImagePullBackOff` …), `told`
    the runner's own termination line where it left one.
    """

    name: str
    phase: PodPhase
    exit_status: int | None = None
    reason: str = ""
    message: str = ""
    told: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    is_terminating: bool = False


@dataclass(frozen=True)
class ObservedJob:
    """A Job as the cluster shows it; `uid` differs between two Jobs of the same name."""

    uid: str
    order: JobOrder
    state: JobState
    annotations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    pods: tuple[ObservedPod, ...] = ()
    is_deleting: bool = False
    resumed_at: datetime | None = None
    ended_at: datetime | None = None
    reason: str = ""
    ttl_seconds: int | None = None

    @property
    def name(self) -> str:
        return self.order.name

    @property
    def is_cancelled(self) -> bool:
        return CANCEL_ANNOTATION in self.annotations

    @property
    def holds_a_slot(self) -> bool:
        """Admitted Jobs count, and so do those of which a pod is still alive."""
        alive = any(pod.phase in {PodPhase.PENDING, PodPhase.RUNNING} for pod in self.pods)
        return self.state is JobState.RUNNING or alive


class ChangeKind(StrEnum):
    """What happened to a Job."""

    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True)
class JobChange:
    """A Job that is new or changed, or that is gone, with its last state."""

    kind: ChangeKind
    job: ObservedJob


@dataclass(frozen=True)
class ClusterEvent:
    """What the cluster, or we, noted about a Job."""

    at: datetime
    reason: str
    message: str


class ClusterUnavailable(Exception):
    """The cluster gave no answer; whether it did what was asked is unknown. Trying again may help."""


class ClusterForbidden(Exception):
    """The cluster refuses: a permission or quota is missing. The message names it."""


class JobExists(Exception):
    """A Job of this name is there already."""

    def __init__(self, job: ObservedJob) -> None:
        self.job = job
        super().__init__(job.name)


class JobMissing(Exception):
    """There is no Job of this name."""


class WatchExpired(Exception):
    """The watch can't go on where it stood: list again."""


class Cluster(Protocol):
    """Runs Jobs. Every action may be repeated and then changes nothing.

    All methods raise ClusterUnavailable and ClusterForbidden.
    """

    async def create(self, order: JobOrder) -> ObservedJob:
        """A suspended Job that carries the order; raises JobExists."""
        ...

    async def get(self, name: str) -> ObservedJob | None: ...

    async def list(self) -> tuple[ObservedJob, ...]: ...

    def watch(self) -> AsyncIterator[JobChange]:
        """Changes from now on; may lose and repeat some, so list from time to time. Raises WatchExpired."""
        ...

    async def resume(self, name: str) -> ObservedJob:
        """Lets it run; raises JobMissing."""
        ...

    async def annotate(
        self, name: str, annotations: Mapping[str, str], labels: Mapping[str, str] = NO_LABELS
    ) -> ObservedJob:
        """Adds annotations, and labels for people where the cluster shows any; raises JobMissing."""
        ...

    async def set_ttl(self, name: str, seconds: int) -> None:
        """An ended Job is removed after so many seconds; one that is missing is fine."""
        ...

    async def delete(self, name: str) -> None:
        """Ends its pods, then removes the Job; one that is missing is fine."""
        ...

    async def logs(self, name: str, tail_lines: int | None = None) -> str:
        """What its runners logged, the oldest try first; empty where nothing is left."""
        ...

    async def events(self, name: str) -> tuple[ClusterEvent, ...]: ...

    async def emit_event(self, name: str, event: ClusterEvent) -> None: ...

    async def lease(self, holder: str, seconds: float) -> bool:
        """Takes or renews the leadership for so many seconds; False while another holds it."""
        ...
