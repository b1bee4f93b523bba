"""The Cluster on Kubernetes: every video is a Job of one namespace. All state is in the API server."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import structlog

from contract.cluster_settings import ClusterSettings
from contract.order import JobOrder
from controller.cluster.base import (
    NO_LABELS,
    ClusterEvent,
    ClusterForbidden,
    JobChange,
    JobExists,
    JobMissing,
    JobState,
    ObservedJob,
)
from controller.cluster.broadcast import Broadcast
from controller.cluster.kubernetes.client import JSON_PATCH, MERGE_PATCH, KubernetesClient, Request
from controller.cluster.kubernetes.credentials import find_credentials
from controller.cluster.kubernetes.errors import ApiRefusal
from controller.cluster.kubernetes.job_index import JobIndex
from controller.cluster.kubernetes.lease import ClusterLease
from controller.cluster.kubernetes.listing import ResourceKinds, list_resources
from controller.cluster.kubernetes.logs_and_events import LogsAndEvents
from controller.cluster.kubernetes.manifest import ATTEMPT_ANNOTATION, RESUMED_ANNOTATION, render, selector_of
from controller.cluster.kubernetes.snapshot import has_never_run, joined, joined_all, observe_job
from controller.cluster.kubernetes.start_check import check_rights, check_template, load_template
from controller.cluster.kubernetes.watch import JobFollower
from stores.damage import DamageRegister

log = structlog.get_logger()
_JOB_LABEL = "batch.kubernetes.io/job-name"
# The service starts even without an answer; the follower keeps trying.
_FIRST_LIST_SECONDS = 10.0


class KubernetesCluster:
    """A Cluster. It follows its Jobs inside `async with`; several replicas may do so at once."""

    def __init__(
        self,
        client: KubernetesClient,
        template: Mapping[str, Any],
        lease: str,
        damage: DamageRegister | None = None,
    ) -> None:
        self._client = client
        self._template = template
        self._kinds = ResourceKinds.of(client.namespace, selector_of(template), damage or DamageRegister())
        self._broadcast = Broadcast()
        self._joined = JobIndex(self._broadcast.publish)
        self._lease = ClusterLease(client, lease)
        self._notes = LogsAndEvents(client)

    @classmethod
    @asynccontextmanager
    async def open(
        cls, settings: ClusterSettings, damage: DamageRegister | None = None
    ) -> AsyncIterator[Self]:
        """Opens the cluster of these settings. Raises PodreelError(bad_configuration)."""
        template = await asyncio.to_thread(load_template, settings.job_template)
        access = await find_credentials(settings)
        async with (
            KubernetesClient(access) as client,
            cls(client, template, settings.lease, damage) as cluster,
        ):
            yield cluster

    async def __aenter__(self) -> Self:
        # A watcher from before a list may have missed changes, so it must list again.
        self._follower = JobFollower(self._client, self._kinds, self._joined, self._broadcast.expire)
        self._following = asyncio.create_task(self._follower.run())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_FIRST_LIST_SECONDS):
                await self._follower.has_tried.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._following
        self._broadcast.close()

    @property
    def namespace(self) -> str:
        return self._client.namespace

    @property
    def silent_seconds(self) -> float:
        """Seconds since the cluster last answered; the health check fails if they are many."""
        return self._follower.silent_seconds

    async def check(self) -> None:
        """Checks the permissions and the Job template.

        Raises PodreelError(bad_configuration) that says what to fix, ClusterUnavailable if the cluster does
        not answer.
        """
        await check_rights(self._client)
        await check_template(self._client, self._template)

    async def create(self, order: JobOrder) -> ObservedJob:
        # The mark shows whether an existing Job came from this call, whose answer may have been lost.
        mark = str(uuid.uuid4())
        request = Request("POST", self._kinds.jobs.path, body=render(self._template, order, mark))
        while True:
            try:
                return _read(await self._client.ask(request), order.name)
            except ApiRefusal as refusal:
                if not refusal.exists:
                    raise
            raw = await self._get_raw(order.name)
            if raw is not None:
                break
        job = _read(raw, order.name)
        if raw["metadata"].get("annotations", {}).get(ATTEMPT_ANNOTATION) == mark:
            return job
        raise JobExists(await self._with_pods(raw, job))

    async def get(self, name: str) -> ObservedJob | None:
        raw = await self._get_raw(name)
        if raw is not None:
            job = self._kinds.jobs.read(raw)
            return None if job is None else await self._with_pods(raw, job)
        pods = await list_resources(self._client, self._kinds.pods, f"{_JOB_LABEL}={name}")
        return next(iter(joined_all((), pods.items)), None)

    async def list(self) -> tuple[ObservedJob, ...]:
        # The pods first: if a pod's Job is missing from the later list, it was deleted, not just unseen.
        pods = await list_resources(self._client, self._kinds.pods)
        jobs = await list_resources(self._client, self._kinds.jobs)
        return joined_all(jobs.items, pods.items)

    def watch(self) -> AsyncIterator[JobChange]:
        return self._broadcast.subscribe()

    async def resume(self, name: str) -> ObservedJob:
        """Changes only a suspended Job, so that the time of the first resume is kept."""
        pointer = RESUMED_ANNOTATION.replace("/", "~1")
        now = datetime.now(UTC).isoformat()
        patch = [
            {"op": "test", "path": "/spec/suspend", "value": True},
            {"op": "replace", "path": "/spec/suspend", "value": False},
            {"op": "add", "path": f"/metadata/annotations/{pointer}", "value": now},
        ]
        try:
            raw = await self._client.ask(Request("PATCH", self._path(name), {}, patch, JSON_PATCH))
        except ApiRefusal as refusal:
            if refusal.status != 422 and not refusal.is_missing:
                raise
            job = await self.get(name)
            if job is None:
                raise JobMissing(name) from refusal
            if job.state is JobState.SUSPENDED:
                raise
            return job
        return await self._with_pods(raw, _read(raw, name))

    async def annotate(
        self, name: str, annotations: Mapping[str, str], labels: Mapping[str, str] = NO_LABELS
    ) -> ObservedJob:
        patch = {"metadata": {"annotations": dict(annotations), "labels": dict(labels)}}
        try:
            raw = await self._client.ask(Request("PATCH", self._path(name), {}, patch, MERGE_PATCH))
        except ApiRefusal as refusal:
            if refusal.is_missing:
                raise JobMissing(name) from refusal
            raise
        return await self._with_pods(raw, _read(raw, name))

    async def set_ttl(self, name: str, seconds: int) -> None:
        patch = {"spec": {"ttlSecondsAfterFinished": seconds}}
        with _fine_if_missing():
            await self._client.ask(Request("PATCH", self._path(name), {}, patch, MERGE_PATCH))

    async def delete(self, name: str) -> None:
        """Deletes this Job, never a later one of the same name."""
        raw = await self._get_raw(name)
        if raw is None or "deletionTimestamp" in raw["metadata"]:
            return
        # Without a policy the pods would outlive the Job.
        options = {
            "apiVersion": "v1",
            "kind": "DeleteOptions",
            "propagationPolicy": "Background",
            "preconditions": {"uid": raw["metadata"]["uid"]},
        }
        with _fine_if_missing():
            await self._client.ask(Request("DELETE", self._path(name), body=options))

    async def logs(self, name: str, tail_lines: int | None = None) -> str:
        return await self._notes.logs(await self._pod_names(name), tail_lines)

    async def events(self, name: str) -> tuple[ClusterEvent, ...]:
        return await self._notes.events([name, *await self._pod_names(name)])

    async def emit_event(self, name: str, event: ClusterEvent) -> None:
        raw = await self._get_raw(name)
        if raw is not None:
            await self._notes.emit(name, str(raw["metadata"]["uid"]), event)

    async def lease(self, holder: str, seconds: float) -> bool:
        return await self._lease.take(holder, seconds)

    async def _with_pods(self, raw: Mapping[str, Any], job: ObservedJob) -> ObservedJob:
        if has_never_run(raw):
            return job
        pods = await list_resources(self._client, self._kinds.pods, f"{_JOB_LABEL}={job.name}")
        own = [pod for pod in pods.items if pod.job_uid == job.uid]
        return joined(job, own) or job

    async def _get_raw(self, name: str) -> dict[str, Any] | None:
        try:
            return await self._client.ask(Request("GET", self._path(name)))
        except ApiRefusal as refusal:
            if refusal.is_missing:
                return None
            raise

    async def _pod_names(self, name: str) -> tuple[str, ...]:
        job = await self.get(name)
        return () if job is None else tuple(pod.name for pod in job.pods)

    def _path(self, name: str) -> str:
        return f"{self._kinds.jobs.path}/{name}"


def _read(raw: Mapping[str, Any], name: str) -> ObservedJob:
    """Reads a Job; raises ClusterForbidden if Podreel did not create it."""
    job = observe_job(raw)
    if job is None:
        raise ClusterForbidden(
            f"The namespace has a Job {name} that Podreel can't read; check it and delete it."
        )
    return job


@contextlib.contextmanager
def _fine_if_missing() -> Iterator[None]:
    """Ignores that the Job is missing, or was replaced by another one of its name."""
    try:
        yield
    except ApiRefusal as refusal:
        if not refusal.is_missing and refusal.reason != "Conflict":
            raise
