"""Logs and events of Jobs. The cluster keeps them only as long as their pods and Jobs."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog

from controller.cluster.base import ClusterEvent, ClusterUnavailable
from controller.cluster.kubernetes.client import KubernetesClient, Request
from controller.cluster.kubernetes.errors import ApiRefusal
from controller.cluster.kubernetes.manifest import RUNNER
from controller.cluster.kubernetes.snapshot import time_of

log = structlog.get_logger()
_MAX_LOG_BYTES = 16 * 2**20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LogsAndEvents:
    """Reads logs, reads and writes events, in the client's namespace."""

    def __init__(self, client: KubernetesClient) -> None:
        self._client = client
        self._pods = f"/api/v1/namespaces/{client.namespace}/pods"
        self._events = f"/api/v1/namespaces/{client.namespace}/events"

    async def logs(self, pods: Sequence[str], tail_lines: int | None) -> str:
        """The runners' logs of these pods, joined in order."""
        lines: list[str] = []
        # Newest first: older attempts are not fetched once there are enough lines.
        for name in reversed(pods):
            wanted = None if tail_lines is None else tail_lines - len(lines)
            if wanted is not None and wanted <= 0:
                break
            lines = (await self._log(name, wanted)).splitlines(keepends=True) + lines
        return "".join(lines)

    async def _log(self, pod: str, tail_lines: int | None) -> str:
        query = {"container": RUNNER, "limitBytes": str(_MAX_LOG_BYTES)}
        if tail_lines is not None:
            query["tailLines"] = str(tail_lines)
        try:
            text = await self._client.read(Request("GET", f"{self._pods}/{pod}/log", query))
        except ApiRefusal as refusal:
            # The container has not started yet, or is gone with its node.
            if refusal.status in {400, 404}:
                return ""
            raise
        except ClusterUnavailable as error:
            # The logs of a lost node are gone, and its videos must still end. If instead the cluster is
            # unreachable, the next call raises the same error.
            await self._look_for(pod)
            log.warning("log_not_read", pod=pod, reason=str(error))
            return ""
        return text if not text or text.endswith("\n") else text + "\n"

    async def _look_for(self, pod: str) -> None:
        try:
            await self._client.ask(Request("GET", f"{self._pods}/{pod}"))
        except ApiRefusal as refusal:
            if not refusal.is_missing:
                raise

    async def events(self, names: Sequence[str]) -> tuple[ClusterEvent, ...]:
        """The events of these objects, oldest first."""
        found = await asyncio.gather(*(self._events_of(name) for name in names))
        return tuple(sorted((event for events in found for event in events), key=lambda event: event.at))

    async def _events_of(self, name: str) -> list[ClusterEvent]:
        query = {"fieldSelector": f"involvedObject.name={name}", "limit": "500"}
        answer = await self._client.ask(Request("GET", self._events, query))
        return [_read_event(raw) for raw in answer.get("items") or ()]

    async def emit(self, name: str, uid: str, event: ClusterEvent) -> None:
        """Adds an event to a Job. A repetition adds nothing."""
        at = event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        text = f"{uid}\n{event.at.isoformat()}\n{event.reason}\n{event.message}"
        body = {
            "apiVersion": "v1",
            "kind": "Event",
            "metadata": {"name": f"{name}.{hashlib.sha256(text.encode()).hexdigest()[:16]}"},
            "involvedObject": {
                "apiVersion": "batch/v1",
                "kind": "Job",
                "name": name,
                "namespace": self._client.namespace,
                "uid": uid,
            },
            "type": "Normal",
            "reason": event.reason,
            "message": event.message[:1000],
            "source": {"component": "podreel"},
            "firstTimestamp": at,
            "lastTimestamp": at,
            "count": 1,
        }
        try:
            await self._client.ask(Request("POST", self._events, body=body))
        except ApiRefusal as refusal:
            if not refusal.exists:
                raise


def _read_event(raw: Mapping[str, Any]) -> ClusterEvent:
    """Reads an event. Its time is in one of three fields, depending on its source."""
    places = (raw.get("lastTimestamp"), raw.get("eventTime"), raw.get("firstTimestamp"))
    at = next((time for place in places if (time := time_of(place)) is not None), _EPOCH)
    return ClusterEvent(at, str(raw.get("reason") or ""), str(raw.get("message") or ""))
