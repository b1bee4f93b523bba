"""Follows Jobs and pods forever: lists both, then watches both; lists again when history is lost."""

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
# The shortest interval between watches, for a server that ends each at once.
_SHORTEST_WATCH_SECONDS = 0.5


class _Expired(Exception):
    """The history that a watch needs has expired."""


class JobFollower:
    """Keeps `joined` up to date. Calls `missed` after each list: watchers may have missed changes before it.

    Times are event-loop times, in seconds.
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
        """Seconds since the last answer about Jobs or about pods, whichever is longer ago."""
        return _seconds() - min(self._alive_at.values())

    async def run(self) -> None:
        """Follows until cancelled, with back-off between failures."""
        pauses = BACKOFF.pauses()
        while True:
            try:
                await self._follow()
            except* _Expired:
                pauses = BACKOFF.pauses()
                log.info("watch_expired")
                await asyncio.sleep(_SHORTEST_WATCH_SECONDS)
            # The outermost loop: no failure may end it; the health check reports the silence.
            except* Exception as troubles:
                self.has_tried.set()
                first = troubles.exceptions[0]
                log.warning("cluster_not_followed", reason=str(first), kind=type(first).__name__)
                await asyncio.sleep(next(pauses))
            else:
                pauses = BACKOFF.pauses()

    async def _follow(self) -> None:
        # The pods first: if a pod's Job is missing from the later list, it was deleted, not just unseen.
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
        """Watches one kind from this version, until its history has expired."""
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
                # A watch that was opened does not count as a failure to open one.
                pauses = BACKOFF.pauses() if stream.was_opened else pauses
                log.info("watch_broken", path=kind.path, reason=str(error))
                await asyncio.sleep(next(pauses))
            await asyncio.sleep(max(0.0, started + _SHORTEST_WATCH_SECONDS - _seconds()))

    def _note_life(self, path: str) -> None:
        self._alive_at[path] = _seconds()


class Take(Protocol[TakenT]):
    """Takes changed or deleted objects of one kind."""

    def __call__(self, item: TakenT, /, *, is_gone: bool) -> None: ...


@dataclass
class _Stream(Generic[ItemT]):
    """Watches one kind; `version` is where the next watch continues."""

    client: KubernetesClient
    kind: ResourceKind[ItemT]
    version: str
    take: Take[ItemT]
    note_life: Callable[[str], None]
    was_opened: bool = False

    async def watch(self) -> None:
        """Runs one watch until the server ends it, after about half a minute."""
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
        item_json = event.get("object") or {}
        version = (item_json.get("metadata") or {}).get("resourceVersion")
        if event.get("type") in {"ADDED", "MODIFIED", "DELETED"}:
            item = self.kind.read(item_json)
            if item is not None:
                self.take(item, is_gone=event["type"] == "DELETED")
        # Last: an item that could not be taken is sent again.
        self.version = str(version or self.version)


def _seconds() -> float:
    return asyncio.get_running_loop().time()
