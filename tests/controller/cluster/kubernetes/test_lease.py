"""One replica leads; another takes over once it has seen the lease unchanged for its duration."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from controller.cluster.base import ClusterForbidden, ClusterUnavailable
from controller.cluster.kubernetes.client import KubernetesClient
from controller.cluster.kubernetes.lease import ClusterLease
from tests.controller.cluster.kubernetes.scripted import open_client
from tests.fakes.kubernetes_api import KubernetesApi, Trouble

NAME = "podreel-leader"


@dataclass
class Replica:
    """A replica with its own clock."""

    client: KubernetesClient
    now: float = 0.0

    def __post_init__(self) -> None:
        self.lease = ClusterLease(self.client, NAME, lambda: self.now)


@dataclass
class Town:
    """An API server, and two replicas with unrelated clocks."""

    api: KubernetesApi
    ann: Replica
    bob: Replica

    @property
    def spec(self) -> dict[str, Any]:
        return dict(self.api.objects.get("leases", NAME)["spec"])


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with KubernetesApi() as api, open_client(api, tmp_path) as client:
        yield Town(api, Replica(client, 5.0), Replica(client, 90_000.0))


async def test_the_first_leads_and_the_second_waits(town: Town) -> None:
    assert await town.ann.lease.take("ann", 15)
    assert not await town.bob.lease.take("bob", 15)
    assert (town.spec["holderIdentity"], town.spec["leaseDurationSeconds"]) == ("ann", 15)


async def test_a_leader_that_renews_stays_leader(town: Town) -> None:
    for _ in range(20):
        assert await town.ann.lease.take("ann", 15)
        assert not await town.bob.lease.take("bob", 15)
        town.ann.now += 10
        town.bob.now += 10
    assert town.spec["leaseTransitions"] == 1


async def test_a_leader_that_stops_renewing_loses_the_lease(town: Town) -> None:
    assert await town.ann.lease.take("ann", 15)
    assert not await town.bob.lease.take("bob", 15)
    town.bob.now += 14.9
    assert not await town.bob.lease.take("bob", 15)
    town.bob.now += 0.1
    assert await town.bob.lease.take("bob", 15)
    assert not await _asked_anew(town.ann, "ann")
    assert (town.spec["holderIdentity"], town.spec["leaseTransitions"]) == ("bob", 2)


async def test_a_wrong_clock_does_not_take_the_lease(town: Town) -> None:
    assert await town.ann.lease.take("ann", 15)
    town.api.objects.change("leases", NAME, {"spec": {"renewTime": "1999-01-01T00:00:00.000000Z"}})
    assert not await town.bob.lease.take("bob", 15)


async def test_a_released_lease_is_free_at_once(town: Town) -> None:
    assert await town.ann.lease.take("ann", 15)
    assert await town.ann.lease.take("ann", 0)
    assert await town.bob.lease.take("bob", 15)


async def test_of_two_replicas_that_take_over_one_wins(town: Town) -> None:
    await town.ann.lease.take("ann", 15)
    others = [Replica(town.ann.client) for _ in range(5)]
    assert not any([await one.lease.take(f"other-{n}", 15) for n, one in enumerate(others)])
    for one in others:
        one.now += 15
    answers = await asyncio.gather(*(one.lease.take(f"other-{n}", 15) for n, one in enumerate(others)))
    assert answers.count(True) == 1


async def test_a_fresh_lease_is_not_renewed(town: Town) -> None:
    assert await town.ann.lease.take("ann", 16)
    calls = len(town.api.calls)
    town.ann.now += 3.9
    assert await town.ann.lease.take("ann", 16)
    assert len(town.api.calls) == calls
    town.ann.now += 0.1
    assert await town.ann.lease.take("ann", 16)
    assert len(town.api.calls) == calls + 2


async def test_a_lease_whose_answer_was_lost_is_found_at_the_next_turn(town: Town) -> None:
    town.api.troubles.append(Trouble("POST", "leases", is_lost=True))
    assert not await town.ann.lease.take("ann", 15)
    assert await town.ann.lease.take("ann", 15)


async def test_a_deleted_lease_is_recreated(town: Town) -> None:
    assert await town.ann.lease.take("ann", 15)
    town.api.objects.delete("leases", NAME)
    town.ann.now += 10
    assert await town.ann.lease.take("ann", 15)


async def test_without_an_answer_nobody_leads(town: Town) -> None:
    assert await town.ann.lease.take("ann", 15)
    town.ann.now += 10
    town.api.troubles.append(Trouble("PUT", "leases", status=503, times=99))
    with pytest.raises(ClusterUnavailable):
        await town.ann.lease.take("ann", 15)
    with pytest.raises(ClusterUnavailable):
        await town.ann.lease.take("ann", 15)


async def test_a_missing_permission_is_named(town: Town) -> None:
    message = 'leases.coordination.k8s.io is forbidden: User "x" cannot get resource "leases"'
    town.api.troubles.append(Trouble("GET", "leases", 403, "Forbidden", message))
    with pytest.raises(ClusterForbidden, match='cannot get resource "leases"'):
        await town.ann.lease.take("ann", 15)


async def _asked_anew(replica: Replica, holder: str) -> bool:
    replica.now += 10
    return await replica.lease.take(holder, 15)


async def test_a_lease_of_years_is_damage(town: Town) -> None:
    assert await town.ann.lease.take("ann", 15)
    town.api.objects.change("leases", NAME, {"spec": {"leaseDurationSeconds": 2_000_000_000}})
    assert not await town.bob.lease.take("bob", 15)
    town.bob.now += 301
    assert await town.bob.lease.take("bob", 15)
