"""A service without keys, and pages of other origins."""

import httpx2
import pytest

from api.auth.api_keys import Keyless
from contract.failure import PodreelError
from tests.api.world import (
    ORIGIN,
    World,
    problem_of,
)


@pytest.mark.parametrize("host", ["::", "192.168.1.5", "podreel.example", "0", ""])
def test_without_keys_only_this_machine_may_be_served(host: str) -> None:
    with pytest.raises(PodreelError, match="listen only on a loopback address"):
        Keyless(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.5"])
def test_without_keys_this_machine_is_served(host: str) -> None:
    assert Keyless(host).is_keyless


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "127.0.0.1:8000"}, 200),
        ({"Host": "localhost:5000"}, 200),
        ({"Host": "LOCALHOST"}, 200),
        ({"Host": "[::1]:8000"}, 200),
        ({"Host": "[::1]"}, 200),
        ({"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000"}, 200),
        ({"Host": "127.0.0.1:8000", "Origin": ORIGIN}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example:8000"}, 403),
        ({"Host": "0.0.0.0:8000"}, 403),
        ({"Host": "192.168.1.5:8000"}, 403),
        ({"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:9000"}, 403),
        ({"Host": "127.0.0.1:8000", "Origin": "https://evil.example"}, 403),
        ({"Host": "127.0.0.1:8000", "Origin": "null"}, 403),
    ],
)
async def test_without_keys_other_hosts_and_origins_are_refused(
    world: World, headers: dict[str, str], status: int
) -> None:
    world.is_keyless = True
    async with world.client(None) as client:
        for path in ("/api/v1/session", "/api/v1/videos", "/health/live", "/openapi.json"):
            answer = await client.get(path, headers=headers)
            assert answer.status_code == status
            if status == 403:
                problem_of(answer, 403, "forbidden")


async def test_without_keys_the_caller_is_operator_and_has_no_limits(world: World) -> None:
    world.is_keyless = True
    async with world.client(None) as client:
        told = (await client.get("/api/v1/session")).json()
        assert told == {"name": "local", "role": "operator", "is_keyless": True}
        assert (await client.get("/api/v1/operations")).status_code == 200
        limits = (await client.get("/api/v1/config")).json()["limits"]
        assert limits["requests_per_minute"] is limits["open_videos"] is None


async def test_only_allowed_origins_get_cors_headers(
    client: httpx2.AsyncClient,
) -> None:
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "idempotency-key"}
    answer = await client.options("/api/v1/videos", headers={"Origin": ORIGIN, **asking})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "POST" in answer.headers["access-control-allow-methods"]
    refused = await client.options("/api/v1/videos", headers={"Origin": "https://evil.example", **asking})
    assert "access-control-allow-origin" not in refused.headers
    read = await client.get("/api/v1/videos", headers={"Origin": ORIGIN})
    assert read.headers["access-control-allow-origin"] == ORIGIN
    assert "X-Request-Id" in read.headers["access-control-expose-headers"]


async def test_a_problem_of_another_origin_can_be_read_by_its_page(world: World) -> None:
    async with world.client(None) as client:
        answer = await client.get("/api/v1/videos", headers={"Origin": ORIGIN})
        problem_of(answer, 401, "unauthorized")
        assert answer.headers["access-control-allow-origin"] == ORIGIN
