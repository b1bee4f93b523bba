"""Access ends with what gave it: sessions and open streams, in this replica and in the others."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from api import viewing
from tests.api.auth.ending import (
    NEVER,
    PAGE,
    change_keys,
    log_in,
    lower,
    remove,
    replace,
    until_refused,
)
from tests.api.streams import Reader, path_of
from tests.api.world import (
    OPERATOR,
    PATIENCE_SECONDS,
    USER,
    World,
    problem_of,
    submit,
)

pytestmark = pytest.mark.usefixtures("soon")


async def test_a_copied_cookie_is_refused_once_its_session_was_deleted(world: World) -> None:
    async with world.client(None) as browser, world.client(None) as elsewhere:
        await log_in(browser)
        copy = {"Cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}
        assert (await elsewhere.get("/api/v1/session", headers=copy)).status_code == 200
        assert (await browser.delete("/api/v1/session", headers=PAGE)).status_code == 204
        problem_of(await browser.get("/api/v1/session", headers=copy), 401, "unauthorized")
        await until_refused(elsewhere, "/api/v1/session", headers=copy)


@pytest.mark.parametrize("change", [remove, replace, lower])
async def test_a_session_ends_when_its_key_is_removed_replaced_or_lowered(
    world: World, change: Callable[[str], Callable[[dict[str, Any]], dict[str, Any] | None]]
) -> None:
    async with world.client(None) as browser:
        await log_in(browser, OPERATOR)
        assert (await browser.get("/api/v1/operations")).status_code == 200
        change_keys(world, change("operator"))
        problem_of(await browser.get("/api/v1/session"), 401, "unauthorized")


@pytest.mark.parametrize("way", ["key removed", "key replaced", "session ended elsewhere", "session ended"])
async def test_an_open_stream_ends_with_its_readers_access(world: World, way: str) -> None:
    async with world.served(None) as browser, world.client() as elsewhere:
        await log_in(browser)
        video_id = await submit(elsewhere)
        async with browser.stream("GET", path_of(video_id)) as answer:
            reader = Reader(answer)
            await reader.until(1)
            match way:
                case "key removed":
                    change_keys(world, remove("user"))
                case "key replaced":
                    change_keys(world, replace("user"))
                case "session ended elsewhere":
                    assert (await elsewhere.delete("/api/v1/sessions")).status_code == 204
                case _:
                    await browser.delete("/api/v1/session", headers={"Sec-Fetch-Site": "same-origin"})
            events = await reader.rest()
        assert [event.kind for event in events] == ["progress"]
        assert reader.said == ["access ended"]
        problem_of(await browser.get(path_of(video_id)), 401, "unauthorized")


async def test_a_revocation_before_a_stream_has_begun_ends_it_at_once(world: World) -> None:
    world.options = NEVER
    backends = world.backends()
    async with world.client() as user:
        video_id = await submit(user)
    caller = backends.access.by_key(USER)
    assert caller is not None
    ticket = await backends.sessions.start(caller, "")
    held = await backends.sessions.caller_of(ticket)
    record = await world.store.get(video_id)
    assert held is not None
    assert record is not None
    await backends.sessions.end(held.name, held.session_id)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await viewing.until_refused(
            viewing.ReaderByKey(backends, held, record), backends.access_changes, 3_600
        )


async def test_an_operators_streams_of_others_videos_end_when_it_is_lowered(world: World) -> None:
    async with world.served(OPERATOR) as operator, world.client() as user:
        theirs, own = await submit(user), await submit(operator)
        async with (
            operator.stream("GET", path_of(theirs)) as of_theirs,
            operator.stream("GET", path_of(own)) as of_own,
        ):
            reader, own_reader = Reader(of_theirs), Reader(of_own)
            await reader.until(1)
            await own_reader.until(1)
            change_keys(world, lower("operator"))
            await reader.rest()
            assert reader.said == ["access ended"]
            problem_of(await operator.get(path_of(theirs)), 404, "not_found")
            await world.complete(own, {})
            assert (await own_reader.rest())[-1].kind == "end"
