"""A service without keys, and pages of other origins."""

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from api.auth.api_keys import Keyless
from api.origins import MOST_LOGGED, AllowedOrigins
from contract.failure import PodreelError
from tests.api.world import OPERATOR, ORIGIN, WISH, BrokenRecords, World, problem_of, submit

PAGE = "http://localhost:5173"
ASKING = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "idempotency-key"}


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


async def test_a_page_of_an_allowed_origin_may_send_and_read(client: httpx2.AsyncClient) -> None:
    answer = await client.options("/api/v1/videos", headers={"Origin": ORIGIN, **ASKING})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "POST" in answer.headers["access-control-allow-methods"]
    read = await client.get("/api/v1/videos", headers={"Origin": ORIGIN})
    assert read.headers["access-control-allow-origin"] == ORIGIN
    assert "X-Request-Id" in read.headers["access-control-expose-headers"]


async def test_a_problem_of_another_origin_can_be_read_by_its_page(world: World) -> None:
    async with world.client(None) as client:
        answer = await client.get("/api/v1/videos", headers={"Origin": ORIGIN})
        problem_of(answer, 401, "unauthorized")
        assert answer.headers["access-control-allow-origin"] == ORIGIN


async def test_an_internal_error_can_be_read_by_an_allowed_page(world: World) -> None:
    world.store = BrokenRecords()
    with capture_logs():
        async with world.client() as client:
            answer = await client.get("/api/v1/videos", headers={"Origin": ORIGIN})
    problem_of(answer, 500, "internal")
    assert answer.headers["access-control-allow-origin"] == ORIGIN


@pytest.mark.parametrize("is_keyless", [False, True])
async def test_a_page_of_another_origin_reads_why_it_is_refused(world: World, is_keyless: bool) -> None:
    world.is_keyless = is_keyless
    async with world.client() as client:
        may = await client.options("/api/v1/videos", headers={"Origin": PAGE, **ASKING})
        assert may.status_code == 204
        assert may.headers["access-control-allow-methods"] == "POST"
        assert may.headers["access-control-allow-headers"] == "idempotency-key"
        refused = await client.post("/api/v1/videos", json=WISH, headers={"Origin": PAGE})
        listed = (await client.get("/api/v1/videos")).json()["videos"]
    problem = problem_of(refused, 403, "forbidden")
    assert f"podreel up --cors {PAGE}" in problem["next_step"]
    assert f"PODREEL_CORS_ORIGINS={PAGE}" in problem["next_step"]
    assert listed == []
    for answer in (may, refused):
        assert answer.headers["access-control-allow-origin"] == PAGE
        assert answer.headers["access-control-allow-credentials"] == "true"
        assert answer.headers["vary"] == "Origin"


@pytest.mark.parametrize(
    "origin",
    [
        *("null", "", "x", "http://", "javascript:alert(1)", "http://a b", "http://a\x9b31m.example"),
        f"http://{'a' * 300}.example",
    ],
)
async def test_an_origin_that_is_none_is_refused_without_being_repeated(
    client: httpx2.AsyncClient, origin: str
) -> None:
    with capture_logs() as logged:
        answer = await client.get("/api/v1/videos", headers={b"Origin": origin.encode("latin-1")})
    problem = problem_of(answer, 403, "forbidden")
    assert "--cors http" not in problem["next_step"]
    texts = [str(text) for told in (problem, *logged) for text in told.values()]
    assert len(origin) < 10 or not any(origin in text for text in texts)


async def test_a_refused_page_learns_nothing_else(world: World) -> None:
    told = []
    async with world.client(None) as stranger, world.client() as user, world.client(OPERATOR) as operator:
        made = await submit(user)
        for client in (stranger, user, operator):
            for path in (f"/api/v1/videos/{made}", "/api/v1/videos/unknown", "/api/v1/session", "/metrics"):
                answer = await client.get(path, headers={"Origin": PAGE})
                problem = problem_of(answer, 403, "forbidden")
                assert problem.pop("instance") == path
                assert problem.pop("request_id") == answer.headers["x-request-id"]
                assert "set-cookie" not in answer.headers
                told.append(problem)
    assert all(problem == told[0] for problem in told)


names = st.from_regex(r"[a-z][a-z0-9-]{0,20}(\.[a-z]{2,8}){0,2}", fullmatch=True)


@given(name=names, port=st.integers(1, 65_535), scheme=st.sampled_from(["http", "https", "capacitor"]))
def test_only_named_origins_and_the_services_own_are_allowed(name: str, port: int, scheme: str) -> None:
    origin, host = f"{scheme}://{name}:{port}", f"{name}:{port}"
    other = AllowedOrigins((ORIGIN,), "https://podreel.example/app")
    assert AllowedOrigins((origin,), None).allow(origin, "127.0.0.1:8000")
    assert other.allow(origin, host) == (scheme != "capacitor")
    assert not other.allow(origin, f"{name}:{port % 65_535 + 1}")
    assert not other.allow(f"{origin}.evil.example", host)
    assert not other.allow(ORIGIN + name, host)
    assert other.allow("https://podreel.example", host)


async def test_each_refused_origin_is_logged_once_and_not_without_end(world: World) -> None:
    async with world.client() as client:
        with capture_logs() as logged:
            for number in (*range(MOST_LOGGED + 20), 0, 1):
                await client.get("/api/v1/session", headers={"Origin": f"http://page-{number}.example"})
    assert len(logged) == MOST_LOGGED
    assert "http://page-0.example" in logged[0]["reason"]
    assert "PODREEL_CORS_ORIGINS" in logged[0]["next_step"]
