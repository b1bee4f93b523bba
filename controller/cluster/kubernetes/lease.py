"""The leader lease as a Kubernetes Lease. Clocks of different machines are never compared."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from typing import Any

from controller.cluster.kubernetes.client import KubernetesClient, Request
from controller.cluster.kubernetes.errors import ApiRefusal

# A held lease is renewed only after this part of its duration, not at every turn of the controller.
_RENEW_AFTER_PART = 0.25
# No replica takes the lease for longer: more is damage, and would keep all videos waiting.
_LONGEST_SECONDS = 300.0


@dataclass(frozen=True)
class _Seen:
    """A version of the Lease, and when this replica first saw it."""

    version: str
    since: float


@dataclass(frozen=True)
class _Held:
    holder: str
    seconds: float
    at: float


class ClusterLease:
    """A lease expires once this replica has seen it unchanged for its duration, by its own clock."""

    def __init__(
        self, client: KubernetesClient, name: str, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._name = name
        self._seconds = seconds
        self._folder = f"/apis/coordination.k8s.io/v1/namespaces/{client.namespace}/leases"
        self._seen: _Seen | None = None
        self._held: _Held | None = None

    async def take(self, holder: str, seconds: float) -> bool:
        """Takes or renews the lease; releases it if `seconds` is 0. False if another holder has it."""
        if self._is_fresh(holder, seconds):
            return True
        # Before the request: the duration counts from the request, not from the answer.
        asked_at = self._seconds()
        self._held = None
        lease = await self._get()
        if lease is None:
            is_taken = await self._create(holder, seconds)
        elif self._may_take(lease, holder, asked_at):
            is_taken = await self._put(lease, holder, seconds)
        else:
            return False
        if is_taken and seconds > 0:
            self._held = _Held(holder, seconds, asked_at)
        return is_taken

    def _is_fresh(self, holder: str, seconds: float) -> bool:
        held = self._held
        return (
            held is not None
            and (held.holder, held.seconds) == (holder, seconds)
            and self._seconds() < held.at + seconds * _RENEW_AFTER_PART
        )

    def _may_take(self, lease: Mapping[str, Any], holder: str, now: float) -> bool:
        spec = lease.get("spec") or {}
        if spec.get("holderIdentity") in {None, "", holder}:
            return True
        version = str(lease["metadata"]["resourceVersion"])
        if self._seen is None or self._seen.version != version:
            self._seen = _Seen(version, now)
        seconds = float(spec.get("leaseDurationSeconds") or 0)
        return now >= self._seen.since + min(seconds, _LONGEST_SECONDS)

    async def _get(self) -> dict[str, Any] | None:
        try:
            return await self._client.ask(Request("GET", f"{self._folder}/{self._name}"))
        except ApiRefusal as refusal:
            if refusal.is_missing:
                return None
            raise

    async def _create(self, holder: str, seconds: float) -> bool:
        spec = self._spec({}, holder, seconds)
        lease = {
            "apiVersion": "coordination.k8s.io/v1",
            "kind": "Lease",
            "metadata": {"name": self._name},
            "spec": spec,
        }
        return await self._write(Request("POST", self._folder, body=lease))

    async def _put(self, lease: Mapping[str, Any], holder: str, seconds: float) -> bool:
        """Replaces only the version that was read: the body carries its resourceVersion."""
        spec = self._spec(lease.get("spec") or {}, holder, seconds)
        body = {**lease, "spec": spec}
        return await self._write(Request("PUT", f"{self._folder}/{self._name}", body=body))

    async def _write(self, request: Request) -> bool:
        """Returns whether this write won. If its answer was lost, the next `take` finds this holder."""
        try:
            await self._client.ask(request)
        except ApiRefusal as refusal:
            if refusal.status in {404, 409}:
                return False
            raise
        return True

    def _spec(self, before: Mapping[str, Any], holder: str, seconds: float) -> dict[str, Any]:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        is_new = before.get("holderIdentity") != holder
        return {
            **before,
            "holderIdentity": holder if seconds > 0 else "",
            "leaseDurationSeconds": max(1, ceil(seconds)),
            "renewTime": now,
            "acquireTime": now if is_new else before.get("acquireTime") or now,
            "leaseTransitions": int(before.get("leaseTransitions") or 0) + is_new,
        }
