"""An API of its own for each test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.app import create_app
from tests.api.world import World
from tests.fakes.redis_server import RedisServer, serve_redis


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The OpenAPI document; no test changes it."""
    found: dict[str, Any] = create_app(World(tmp_path_factory.mktemp("document")).backends()).openapi()
    return found


@pytest.fixture
async def client(world: World) -> AsyncIterator[httpx2.AsyncClient]:
    """A user's requests to the app."""
    async with world.client() as client:
        yield client


@pytest.fixture
def own_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A real Redis that a test may kill and empty."""
    with serve_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server
