"""Lists Jobs and pods page by page, and reads each page into small values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from controller.cluster.base import ClusterUnavailable, ObservedJob
from controller.cluster.kubernetes.client import KubernetesClient, Request
from controller.cluster.kubernetes.errors import ApiRefusal
from controller.cluster.kubernetes.snapshot import PodSnapshot, observe_job, observe_pod
from stores.damage import DamageKind, DamageRegister

ItemT = TypeVar("ItemT")
_PAGE = "500"
# A list whose history expired restarts; if that happens three times, more attempts won't help.
_MAX_LISTS = 3


@dataclass(frozen=True)
class ResourceKind(Generic[ItemT]):
    """One kind of Podreel's objects in the namespace, and how to read one."""

    path: str
    selector: str
    read: Callable[[Mapping[str, Any]], ItemT | None]

    @property
    def query(self) -> dict[str, str]:
        return {"labelSelector": self.selector}


@dataclass(frozen=True)
class ResourceList(Generic[ItemT]):
    """All objects of a kind, and the version from which a watch continues."""

    items: tuple[ItemT, ...]
    version: str


@dataclass(frozen=True)
class ResourceKinds:
    """Jobs and their pods."""

    jobs: ResourceKind[ObservedJob]
    pods: ResourceKind[PodSnapshot]

    @classmethod
    def of(cls, namespace: str, selector: str, damage: DamageRegister) -> "ResourceKinds":
        """Notes in `damage` what has Podreel's labels but can't be read."""

        def read_job(raw: Mapping[str, Any]) -> ObservedJob | None:
            job = _read(observe_job, raw, damage)
            if job is None:
                damage.found(DamageKind.JOB, _name(raw), "it carries no order that can be read")
            return job

        return cls(
            ResourceKind(f"/apis/batch/v1/namespaces/{namespace}/jobs", selector, read_job),
            ResourceKind(
                f"/api/v1/namespaces/{namespace}/pods", selector, lambda raw: _read(observe_pod, raw, damage)
            ),
        )


def _read(
    read: Callable[[Mapping[str, Any]], ItemT | None], raw: Mapping[str, Any], damage: DamageRegister
) -> ItemT | None:
    try:
        return read(raw)
    # One object in a form that nobody foresaw must not hide all others.
    except Exception as error:
        damage.found(DamageKind.JOB, _name(raw), f"it can't be read ({type(error).__name__})")
        return None


def _name(raw: Mapping[str, Any]) -> str:
    metadata = raw.get("metadata")
    return str(metadata.get("name", "")) if isinstance(metadata, Mapping) else ""


async def list_resources(
    client: KubernetesClient, kind: ResourceKind[ItemT], more: str = ""
) -> ResourceList[ItemT]:
    """All objects of a kind; `more` is a further label selector.

    Raises ApiRefusal and ClusterUnavailable.
    """
    for _ in range(_MAX_LISTS):
        try:
            return await _list_pages(client, kind, more)
        except ApiRefusal as refusal:
            if not refusal.is_expired:
                raise
            failure = refusal
    raise ClusterUnavailable(f"The list of {kind.path} expired before its last page.") from failure


async def _list_pages(client: KubernetesClient, kind: ResourceKind[ItemT], more: str) -> ResourceList[ItemT]:
    selector = ",".join(part for part in (kind.selector, more) if part)
    query = {"labelSelector": selector, "limit": _PAGE}
    items: list[ItemT] = []
    while True:
        page = await client.ask(Request("GET", kind.path, query))
        # Read at once, so that thousands of raw Jobs don't stay in memory.
        items += [item for raw in page.get("items") or () if (item := kind.read(raw)) is not None]
        metadata = page.get("metadata") or {}
        if not metadata.get("continue"):
            return ResourceList(tuple(items), str(metadata.get("resourceVersion", "")))
        query["continue"] = str(metadata["continue"])
