"""Follows Jobs and pods for ever: lists both, then watches both, and lists again where history is lost."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import structlog

from contract.backoff import Backoff
from controller.cluster.base import ClusterForbidden, ClusterUnavailable
from controller.cluster.kubernetes.client import KubernetesClient, Request
from controller.cluster.kubernetes.errors import ApiRefusal
from controller.cluster.kubernetes.job_index import JobIndex
from controller.cluster.kubernetes.listing import ResourceKind, ResourceKinds, list_resources

log = structlog.get_logger()
ItemT = TypeVar("ItemT")
TakenT = TypeVar("TakenT", contravariant=True)
TROUBLES = (ClusterUnavailable, ClusterForbidden)
BACKOFF = Backoff(first_seconds=0.5, max_seconds=30.0)
# A server that ends each watch at once is asked no more often than this.
_SHORTEST_WATCH_SECONDS = 0.5


class _Expired(Exception):
    """The history that a watch needs is gone."""


class JobFollower:
    """Keeps `joined` true. `missed` is called after each list: whoever followed may have missed something.

    Times are those of the event loop, in seconds.
    """

    def __init__(
        self, client: KubernetesClient, kinds: ResourceKinds, joined: JobIndex, missed: Callable[[], None]
    ) -> None:
        self._client = client
        self._kinds = kinds
        self._joined = joined
        self._missed = missed
        self._alive_at = dict.fromkeys((kinds.jobs.path, kinds.pods.path), _seconds())
        self.has_tried = asyncio.Event()

    @property
    def silent_seconds(self) -> float:
        """How long ago the cluster last gave a sign, of the kind that is silent for longer."""
        return _seconds() - min(self._alive_at.values())

    async def run(self) -> None:
        """Until cancelled."""
        pauses = BACKOFF.pauses()
        while True:
            try:
                await self._follow()
            except* _Expired:
                pauses = BACKOFF.pauses()
                log.info("watch_expired")
                await asyncio.sleep(_SHORTEST_WATCH_SECONDS)
            # The outermost loop: whatever an answer holds, Jobs are followed; health hears of the silence.
            except* Exception as troubles:
                self.has_tried.set()
                first = troubles.exceptions[0]
                log.warning("cluster_not_followed", reason=str(first), kind=type(first).__name__)
                await asyncio.sleep(next(pauses))
            else:
                pauses = BACKOFF.pauses()

    async def _follow(self) -> None:
        # The pods first: a pod whose Job is not in the later list has lost it, and is not merely older.
        pods = await list_resources(self._client, self._kinds.pods)
        jobs = await list_resources(self._client, self._kinds.jobs)
        self._joined.replace(jobs.items, pods.items)
        for path in self._alive_at:
            self._note_life(path)
        self._missed()
        self.has_tried.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._client.patience.relist_seconds), asyncio.TaskGroup() as tasks:
                tasks.create_task(self._stream(self._kinds.jobs, jobs.version, self._joined.take_job))
                tasks.create_task(self._stream(self._kinds.pods, pods.version, self._joined.take_pod))

    async def _stream(self, kind: ResourceKind[ItemT], version: str, take: "Take[ItemT]") -> None:
        """Watches one kind from this version on, until its history is gone."""
        stream = _Stream(self._client, kind, version, take, self._note_life)
        pauses = BACKOFF.pauses()
        while True:
            started = _seconds()
            try:
                await stream.watch()
                pauses = BACKOFF.pauses()
            except TROUBLES as error:
                if isinstance(error, ApiRefusal) and error.is_expired:
                    raise _Expired from error
                # One that breaks off later is no sign that the next can't be opened.
                pauses = BACKOFF.pauses() if stream.was_opened else pauses
                log.info("watch_broken", path=kind.path, reason=str(error))
                await asyncio.sleep(next(pauses))
            await asyncio.sleep(max(0.0, started + _SHORTEST_WATCH_SECONDS - _seconds()))

    def _note_life(self, path: str) -> None:
        self._alive_at[path] = _seconds()


class Take(Protocol[TakenT]):
    """Where news of one kind goes."""

    def __call__(self, item: TakenT, /, *, is_gone: bool) -> None: ...


@dataclass
class _Stream(Generic[ItemT]):
    """One kind's news; `version` is where the next watch goes on."""

    client: KubernetesClient
    kind: ResourceKind[ItemT]
    version: str
    take: Take[ItemT]
    note_life: Callable[[str], None]
    was_opened: bool = False

    async def watch(self) -> None:
        """Until the server ends it, which it does every half a minute."""
        query = self.kind.query | {
            "watch": "1",
            "allowWatchBookmarks": "true",
            "resourceVersion": self.version,
            "timeoutSeconds": str(self.client.patience.watch_seconds),
        }
        self.was_opened = False
        async with contextlib.aclosing(self.client.watch(Request("GET", self.kind.path, query))) as events:
            async for event in events:
                self.was_opened = True
                self.note_life(self.kind.path)
                self._take(event)
        self.note_life(self.kind.path)

    def _take(self, event: dict[str, Any]) -> None:
        told = event.get("object") or {}
        version = (told.get("metadata") or {}).get("resourceVersion")
        if event.get("type") in {"ADDED", "MODIFIED", "DELETED"}:
            item = self.kind.read(told)
            if item is not None:
                self.take(item, is_gone=event["type"] == "DELETED")
        # Last: what could not be taken is told again.
        self.version = str(version or self.version)


def _seconds() -> float:
    return asyncio.get_running_loop().time()
