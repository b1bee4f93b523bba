"""Anyone may ask for the service's health: those who ask at the same time share one probe of each part."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from api.backends import ApiBackends
from api.health import check_accepting, check_health
from api.schemas.service import HealthAnswer
from stores.objects.base import ObjectFacts
from tests.api.world import World
from tests.fakes.memory_objects import MemoryObjects
from tests.fakes.objects import BrokenStore


@dataclass
class SlowStore(MemoryObjects):
    """A store that counts look-ups and answers them once `may_answer` is set."""

    asked: int = 0
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def head(self, key: str) -> ObjectFacts | None:
        self.asked += 1
        await self.may_answer.wait()
        return await super().head(key)


@pytest.fixture
def store() -> SlowStore:
    return SlowStore()


@pytest.fixture
def backends(world: World, store: SlowStore) -> ApiBackends:
    world.objects = store
    return world.backends()


async def flood(backends: ApiBackends) -> list["asyncio.Task[HealthAnswer]"]:
    """Many callers, all of whom wait for the store."""
    checks = [check(backends) for check in (check_health, check_accepting) for _ in range(100)]
    callers = [asyncio.create_task(check) for check in checks]
    for _ in range(20):
        await asyncio.sleep(0)
    return callers


async def test_a_flood_of_callers_costs_one_probe_and_the_next_one_another(
    backends: ApiBackends, store: SlowStore
) -> None:
    callers = await flood(backends)
    assert store.asked == 1
    store.may_answer.set()
    assert {(await caller).status for caller in callers} == {"ready"}
    assert (await check_health(backends)).status == "ready"
    assert store.asked == 2


async def test_a_caller_that_goes_away_does_not_take_the_others_answer_with_it(
    backends: ApiBackends, store: SlowStore
) -> None:
    first, *others = await flood(backends)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    store.may_answer.set()
    assert {(await caller).status for caller in others} == {"ready"}
    assert store.asked == 1


async def test_all_who_wait_learn_of_an_outage(backends: ApiBackends) -> None:
    callers = await flood(replace(backends, objects=BrokenStore()))
    told = [(await caller).parts["object_store"] for caller in callers]
    assert {(part.state, part.sentence) for part in told} == {("down", "The store is down.")}
