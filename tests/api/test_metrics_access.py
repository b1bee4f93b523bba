"""Who may read /metrics, and how often requests without a valid key are answered."""

from pathlib import Path

import httpx2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.backends import ApiOptions
from contract.service_settings import ServiceSettings
from tests.api.world import OPERATOR, USER, World, problem_of, settings_of

FEW = ApiOptions(failed_per_minute=3, metrics_per_minute=3)


def world_with(folder: Path, metrics: str, *, is_keyless: bool = False) -> World:
    return World(folder, settings=settings_of(metrics=metrics), options=FEW, is_keyless=is_keyless)


def test_metrics_need_a_key_unless_the_settings_say_otherwise() -> None:
    assert ServiceSettings().metrics == "key"


async def test_metrics_are_for_operators(tmp_path: Path) -> None:
    async with world_with(tmp_path, "key").client(None) as client:
        problem_of(await client.get("/metrics"), 401, "unauthorized")
        problem_of(await client.get("/metrics", headers=_bearer(USER)), 403, "forbidden")
        page = await client.get("/metrics", headers=_bearer(OPERATOR))
        assert (page.status_code, "podreel_queue_depth" in page.text) == (200, True)


async def test_without_keys_everyone_on_this_machine_reads_metrics(tmp_path: Path) -> None:
    async with world_with(tmp_path, "key", is_keyless=True).client(None) as client:
        assert (await client.get("/metrics")).status_code == 200


async def test_open_metrics_are_limited_by_address(tmp_path: Path) -> None:
    async with world_with(tmp_path, "open").client(None) as client:
        answers = [await client.get("/metrics") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200] * 3 + [429]
    problem_of(answers[-1], 429, "rate_limited")
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60


async def test_metrics_can_be_for_nobody(tmp_path: Path) -> None:
    async with world_with(tmp_path, "none").client(OPERATOR) as client:
        assert "PODREEL_METRICS" in problem_of(await client.get("/metrics"), 404, "not_found")["next_step"]


async def test_many_wrong_keys_are_refused_and_a_right_one_from_there_is_not(tmp_path: Path) -> None:
    world = World(tmp_path, options=FEW)
    async with world.client(None) as client:
        attempts = [
            client.get("/api/v1/videos", headers=_bearer("guess")),
            client.get("/api/v1/videos/x/events", params={"share": "guess"}),
            client.post("/api/v1/session", json={"key": "guess"}),
            client.get("/api/v1/config", headers={"Cookie": "podreel_session=guess"}),
            client.get("/metrics"),
        ]
        answers = [await attempt for attempt in attempts]
        assert [answer.status_code for answer in answers] == [401] * 3 + [429] * 2
        told = problem_of(answers[-1], 429, "rate_limited")
        assert "without a valid key" in told["detail"]
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert "www-authenticate" not in answers[-1].headers
        assert (await client.get("/api/v1/videos", headers=_bearer(USER))).status_code == 200
        assert (await client.get("/health/live")).status_code == 200


async def test_each_address_has_its_own_attempts(tmp_path: Path) -> None:
    async with World(tmp_path, options=FEW).served(None) as client:
        for number in range(12):
            told = {"X-Forwarded-For": f"192.0.2.{number // 3}"}
            assert (await client.get("/api/v1/videos", headers=told)).status_code == 401
        assert (await client.get("/api/v1/videos", headers=told)).status_code == 429


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=80))
async def test_no_guess_is_ever_answered_with_more_than_a_refusal(
    client: httpx2.AsyncClient, key: str
) -> None:
    answer = await client.get("/api/v1/videos", headers=_bearer(key))
    assert answer.status_code in {401, 429}
    assert key == USER or "videos" not in answer.json()


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}
