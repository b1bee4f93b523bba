"""Redis servers for the tests of record stores."""

from collections.abc import AsyncIterator, Iterator

import pytest

from stores.records.base import VideoStore
from stores.records.redis.store import RedisStore
from tests.fakes.redis_server import RedisServer, serve_redis
from tests.stores.records.opened import STORES


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A real Redis shared by all tests; each uses its own prefix and leaves the server running."""
    with serve_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def own_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A real Redis that a test may kill, freeze and empty."""
    with serve_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(params=sorted(STORES))
async def store(request: pytest.FixtureRequest, redis_server: RedisServer) -> AsyncIterator[VideoStore]:
    async with STORES[str(request.param)](redis_server) as opened:
        yield opened


@pytest.fixture
async def redis_store(own_redis: RedisServer) -> AsyncIterator[RedisStore]:
    store = RedisStore(own_redis.url, "p", command_seconds=0.5)
    yield store
    await store.close()
