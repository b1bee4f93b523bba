"""Records that were damaged in Redis come back from Jobs and results within a few turns."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from contract.names import job_name, redis_listing_key, redis_open_listing_key, redis_video_key, result_key
from contract.result import result_bytes
from contract.video import VideoStatus
from controller.backends import ControllerBackends
from controller.cluster.fake.cluster import FakeCluster
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.commands import SubmitCommand, VideoCommands
from controller.loop import Controller
from controller.schedule import ScheduleLimits
from stores.records.redis.store import RedisStore
from tests.controller.examples import REQUEST
from tests.controller.world import SECRET
from tests.fakes.memory_objects import MemoryObjects
from tests.fakes.redis_server import RedisServer, serve_redis
from tests.fakes.results import failed_result


class Service:
    """A controller and its commands over a real Redis."""

    def __init__(self, records: RedisStore) -> None:
        self.clock = VirtualClock()
        self.objects, self.records = MemoryObjects(), records
        places = ControllerBackends(FakeCluster(self.clock), records, self.objects)
        self.cluster = places.cluster
        self.controller = Controller(places, ScheduleLimits(max_running=9), "it", self.clock)
        self.commands = VideoCommands(places, SECRET, self.clock)

    async def pass_time(self) -> None:
        for _ in range(3):
            await self.controller.step()
            self.clock.advance(61)

    async def fill(self) -> tuple[str, str, str]:
        """The ids of a video that has failed, and of two that are made."""
        first, second, third = [
            (await self.commands.submit(SubmitCommand(REQUEST, "ada"))).record.video_id for _ in range(3)
        ]
        await self.pass_time()
        result = failed_result(first, finished_at=self.clock())
        self.objects.kept[result_key(first, 1)] = result_bytes(result)
        await self.cluster.delete(job_name(first, 1))
        await self.pass_time()
        return first, second, third


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with serve_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
async def service(redis: RedisServer) -> AsyncIterator[Service]:
    redis.command("FLUSHALL")
    store = RedisStore(redis.url)
    yield Service(store)
    await store.close()


Damage = Callable[[RedisServer, tuple[str, str, str]], object]


def _put_text(redis: RedisServer, key: str) -> None:
    redis.command("SET", key, "x")


DAMAGES: dict[str, Damage] = {
    "the hash of an ended video": lambda redis, ids: _put_text(redis, redis_video_key("podreel", ids[0])),
    "the hash of one in progress": lambda redis, ids: _put_text(redis, redis_video_key("podreel", ids[1])),
    "a record": lambda redis, ids: redis.command("HSET", redis_video_key("podreel", ids[1]), "record", "{"),
    "the list": lambda redis, ids: _put_text(redis, redis_listing_key("podreel")),
    "a caller's list": lambda redis, ids: _put_text(redis, redis_open_listing_key("podreel", "ada")),
    "a lost list": lambda redis, ids: redis.command("DEL", redis_listing_key("podreel")),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("is_restarted", [True, False])
async def test_damaged_records_are_rebuilt(
    service: Service, redis: RedisServer, damage: Damage, is_restarted: bool
) -> None:
    ids = await service.fill()
    before = await service.records.list()
    damage(redis, ids)
    if is_restarted:
        places = ControllerBackends(service.cluster, service.records, service.objects)
        service.controller = Controller(places, ScheduleLimits(max_running=9), "it", service.clock)
    assert (await service.commands.record(ids[2])).status is VideoStatus.QUEUED
    await service.records.list()  # as the API does
    for _ in range(2):
        await service.pass_time()
    assert sorted(record.video_id for record in await service.records.list()) == sorted(ids)
    assert {record.video_id: record.status for record in before} == {
        video_id: (await service.commands.record(video_id)).status for video_id in ids
    }
    fresh = await service.commands.submit(SubmitCommand(REQUEST, "ada"))
    assert fresh.record in await service.records.list()
    assert service.controller.facts.failing_because == ""
