"""The Cluster protocol and its frozen values. No client object leaves an implementation."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from contract.order import JobOrder

NO_LABELS: Mapping[str, str] = MappingProxyType({})
CANCEL_ANNOTATION = "podreel/cancel"
"""Holds the time of the cancellation request; never removed."""
FAILURE_TARGET = "FailureTarget"
"""The reason of a failed Job whose pods are still terminating; on a lost node that may never end."""


class JobState(StrEnum):
    """The state of a Job."""

    SUSPENDED = "suspended"
    """Accepted but not admitted: nothing runs."""
    RUNNING = "running"
    """Admitted: a pod starts or runs, or the next attempt is due."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"

    @property
    def has_ended(self) -> bool:
        return self in {JobState.SUCCEEDED, JobState.FAILED}


class PodPhase(StrEnum):
    """The state of one attempt of a Job."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True)
class ObservedPod:
    """One attempt of a Job. `exit_status` is the runner's; None while it runs or if it was not observed.

    `reason` is the cluster's (`OOMKilled`, `Evicted`, `DeadlineExceeded`, `ImagePullBackOff` …), `told` the
    runner's termination message, if any.
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
    """A Job as the cluster reports it; `uid` distinguishes Jobs of the same name."""

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
        """True for admitted Jobs, and for those with a pod that has not ended."""
        alive = any(pod.phase in {PodPhase.PENDING, PodPhase.RUNNING} for pod in self.pods)
        return self.state is JobState.RUNNING or alive


class ChangeKind(StrEnum):
    """What happened to a Job."""

    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True)
class JobChange:
    """A new, changed or deleted Job; `job` is its latest state."""

    kind: ChangeKind
    job: ObservedJob


@dataclass(frozen=True)
class ClusterEvent:
    """An event about a Job, from the cluster or from Podreel."""

    at: datetime
    reason: str
    message: str


class ClusterUnavailable(Exception):
    """The cluster did not answer; whether it carried out the request is unknown. A retry may help."""


class ClusterForbidden(Exception):
    """The cluster refused for lack of a permission or quota, which the message names."""


class JobExists(Exception):
    """A Job of this name exists already."""

    def __init__(self, job: ObservedJob) -> None:
        self.job = job
        super().__init__(job.name)


class JobMissing(Exception):
    """There is no Job of this name."""


class WatchExpired(Exception):
    """The watch can't be resumed: list again."""


class Cluster(Protocol):
    """Runs Jobs. Every action is idempotent.

    All methods raise ClusterUnavailable and ClusterForbidden.
    """

    async def create(self, order: JobOrder) -> ObservedJob:
        """Creates a suspended Job that carries the order; raises JobExists."""
        ...

    async def get(self, name: str) -> ObservedJob | None: ...

    async def list(self) -> tuple[ObservedJob, ...]: ...

    def watch(self) -> AsyncIterator[JobChange]:
        """Yields changes from now on; may lose or repeat some, so list regularly. Raises WatchExpired."""
        ...

    async def resume(self, name: str) -> ObservedJob:
        """Unsuspends the Job; raises JobMissing."""
        ...

    async def annotate(
        self, name: str, annotations: Mapping[str, str], labels: Mapping[str, str] = NO_LABELS
    ) -> ObservedJob:
        """Adds annotations, and labels if the cluster supports them; raises JobMissing."""
        ...

    async def set_ttl(self, name: str, seconds: int) -> None:
        """Has the ended Job removed after `seconds`; ignores a missing Job."""
        ...

    async def delete(self, name: str) -> None:
        """Ends the Job's pods, then removes it; ignores a missing Job."""
        ...

    async def logs(self, name: str, tail_lines: int | None = None) -> str:
        """The logs of the Job's attempts, oldest first; empty if none is left."""
        ...

    async def events(self, name: str) -> tuple[ClusterEvent, ...]: ...

    async def emit_event(self, name: str, event: ClusterEvent) -> None: ...

    async def lease(self, holder: str, seconds: float) -> bool:
        """Takes or renews the leader lease for `seconds`; False if another holder has it."""
        ...
