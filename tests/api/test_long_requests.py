"""Event streams and downloads hold a connection for long, so their number is limited."""

import asyncio
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.auth.api_keys import Caller, KeyLimits, Role
from api.connections.limits import ConnectionLimits
from api.long_requests import LongRequests
from api.problems import Problem
from tests.api.world import OPERATOR, OTHER, PATIENCE_SECONDS, World, problem_of, submit


def caller(name: str, streams: int | None = 3) -> Caller:
    return Caller(name, Role.USER, None if streams is None else KeyLimits(streams=streams))


def test_a_key_an_address_and_all_together_have_their_limits() -> None:
    answers = LongRequests("event streams", most=8, most_of_address=5)
    with ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(answers.place(caller("a"), "192.0.2.1"))
        with pytest.raises(Problem, match="This key or link has 3 event streams open already"):
            stack.enter_context(answers.place(caller("a"), "192.0.2.2"))
        for _ in range(2):
            stack.enter_context(answers.place(caller("local", None), "192.0.2.1"))
        with pytest.raises(Problem, match="This address has 5 event streams open already"):
            stack.enter_context(answers.place(caller("b"), "192.0.2.1"))
        for _ in range(3):
            stack.enter_context(answers.place(caller("b"), "192.0.2.3"))
        with pytest.raises(Problem, match="The service has 8 event streams open already"):
            stack.enter_context(answers.place(caller("c"), "192.0.2.4"))
    with answers.place(caller("a"), "192.0.2.1"):
        pass


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.booleans()), max_size=80))
def test_no_limit_is_exceeded_and_every_place_comes_back(steps: list[tuple[str, str, bool]]) -> None:
    answers, held = LongRequests("downloads", most=6, most_of_address=4), []
    for name, address, leaves in steps:
        place = answers.place(caller(name), address)
        try:
            place.__enter__()
        except Problem:
            pass
        else:
            held.append((name, address, place))
        assert len(held) <= 6
        assert max([sum(one[1] == address for one in held), 0]) <= 4
        assert sum(one[0] == name for one in held) <= 3
        if leaves and held:
            held.pop(0)[2].__exit__(None, None, None)
    for _, _, place in held:
        place.__exit__(None, None, None)
    with ExitStack() as stack:
        for name in "ab":
            for number in range(3):
                stack.enter_context(answers.place(caller(name), str(number)))


async def test_one_stream_more_than_a_key_may_open_is_refused_until_one_closes(tmp_path: Path) -> None:
    world = World(tmp_path, limits={"streams": 2})
    async with world.served() as client:
        path = f"/api/v1/videos/{await submit(client)}/events"
        async with AsyncExitStack() as stack:
            for _ in range(2):
                await _opened(stack, client, path)
            refused = await client.get(path)
            problem_of(refused, 429, "too_many_streams")
            assert int(refused.headers["retry-after"]) > 0
            operator = {"Authorization": f"Bearer {OPERATOR}"}
            async with client.stream("GET", path, headers=operator) as answer:
                assert answer.status_code == 200
            assert (await client.get("/api/v1/session")).status_code == 200
        async with asyncio.timeout(PATIENCE_SECONDS), AsyncExitStack() as stack:
            while not await _opened(stack, client, path):
                pass


async def test_guests_of_a_link_share_the_limit_of_their_address(tmp_path: Path) -> None:
    world = World(tmp_path, connections=ConnectionLimits(most=16))
    async with world.served() as client:
        video_id = await submit(client)
        made = (await client.post(f"/api/v1/videos/{video_id}/share", json={"hours": 1})).json()
        path, keyless = f"/api/v1/videos/{video_id}/events?share={made['share']}", {"Authorization": ""}
        async with AsyncExitStack() as stack:
            for _ in range(4):
                assert await _opened(stack, client, path, keyless)
            problem = problem_of(await client.get(path, headers=keyless), 429, "too_many_streams")
            assert "This address has 4 event streams" in problem["detail"]
            other = await submit(client)
            answer = await client.get(f"/api/v1/videos/{other}/events")
            problem_of(answer, 429, "too_many_streams")


async def test_an_address_that_a_trusted_proxy_tells_has_limits_of_its_own(tmp_path: Path) -> None:
    world = World(tmp_path, connections=ConnectionLimits(most=16))
    async with world.served() as client:
        path = f"/api/v1/videos/{await submit(client)}/events"
        async with AsyncExitStack() as stack:
            for number in range(8):
                told = {"X-Forwarded-For": f"198.51.100.9, 192.0.2.{number // 4}"}
                assert await _opened(stack, client, path, told)
            again = {"X-Forwarded-For": "192.0.2.1"}
            problem_of(await client.get(path, headers=again), 429, "too_many_streams")


async def test_downloads_have_places_of_their_own(tmp_path: Path) -> None:
    world = World(tmp_path, limits={"streams": 1})
    async with world.served() as client:
        video_id = await submit(client)
        await world.complete(video_id, {"video.mp4": b"x" * 30_000_000})
        path = f"/api/v1/videos/{video_id}/files/video.mp4"
        async with client.stream("GET", path) as answer:
            assert answer.status_code == 200
            refused = await client.get(path)
            assert (
                "This key or link has 1 downloads open"
                in problem_of(refused, 429, "too_many_streams")["detail"]
            )
            problem_of(await client.get(f"/api/v1/videos/{video_id}/logs"), 429, "too_many_streams")
            assert (await client.head(path)).status_code == 200
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (await client.get(path, headers={"Range": "bytes=0-1"})).status_code != 206:
                pass


async def test_another_callers_video_takes_no_place(tmp_path: Path) -> None:
    world = World(tmp_path, limits={"streams": 1})
    async with world.client() as client:
        path = f"/api/v1/videos/{await submit(client)}/events"
        for _ in range(3):
            answer = await client.get(path, headers={"Authorization": f"Bearer {OTHER}"})
            problem_of(answer, 404, "not_found")


async def _opened(
    stack: AsyncExitStack, client: httpx2.AsyncClient, path: str, headers: dict[str, str] | None = None
) -> bool:
    answer = await stack.enter_async_context(client.stream("GET", path, headers=headers or {}))
    return answer.status_code == 200
