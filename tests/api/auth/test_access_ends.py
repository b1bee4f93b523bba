"""Access ends with what gave it: sessions, links and open streams, in this replica and in the others."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api import viewing
from api.auth.api_keys import hash_key
from api.auth.recent_grants import LookUpTimes
from api.backends import ApiOptions
from tests.api.streams import Reader, path_of
from tests.api.world import (
    BASE,
    OPERATOR,
    OTHER,
    PATIENCE_SECONDS,
    USER,
    World,
    problem_of,
    submit,
)
from tests.fakes.memory_objects import MemoryObjects

PAGE = {"Origin": BASE}
SOON = ApiOptions(access_seconds=0.05, look_up=LookUpTimes(fresh=0.05))
NEVER = ApiOptions(access_seconds=3_600, look_up=LookUpTimes(fresh=3_600))


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Its replicas find out what others revoked within 0.1 s."""
    return World(tmp_path, options=SOON)


def change_keys(world: World, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Writes the file of keys anew with each line as `change` returns it; None leaves the line out."""
    path = world.folder / "keys.jsonl"
    lines = [change(json.loads(line)) for line in path.read_text().splitlines()]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines if line is not None))


def remove(name: str) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    return lambda line: None if line["name"] == name else line


def replace(name: str) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    return lambda line: {**line, "sha256": hash_key("another")} if line["name"] == name else line


def lower(name: str) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    return lambda line: {**line, "role": "user"} if line["name"] == name else line


async def log_in(browser: httpx2.AsyncClient, key: str = USER) -> None:
    assert (await browser.post("/api/v1/session", json={"key": key})).status_code == 201


async def share(client: httpx2.AsyncClient, video_id: str) -> dict[str, str]:
    answer = await client.post(f"/api/v1/videos/{video_id}/share", json={"hours": 1, "label": "Class 7b"})
    assert answer.status_code == 201, answer.text
    told: dict[str, str] = answer.json()
    return told


@contextlib.asynccontextmanager
async def guest_stream(url: str, ticket: str) -> AsyncIterator[httpx2.Response]:
    async with (
        httpx2.AsyncClient(timeout=PATIENCE_SECONDS) as guest,
        guest.stream("GET", url, params={"share": ticket}) as answer,
    ):
        yield answer


async def until_refused(client: httpx2.AsyncClient, path: str, **options: Any) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (answer := await client.get(path, **options)).status_code == 200:
            pass
    problem_of(answer, 401, "unauthorized")


async def test_a_copied_cookie_is_refused_once_its_session_was_deleted(world: World) -> None:
    async with world.client(None) as browser, world.client(None) as elsewhere:
        await log_in(browser)
        copy = {"Cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}
        assert (await elsewhere.get("/api/v1/session", headers=copy)).status_code == 200
        assert (await browser.delete("/api/v1/session", headers=PAGE)).status_code == 204
        problem_of(await browser.get("/api/v1/session", headers=copy), 401, "unauthorized")
        await until_refused(elsewhere, "/api/v1/session", headers=copy)


async def test_this_replica_refuses_at_once_what_it_revoked(world: World) -> None:
    world.options = NEVER
    async with world.client() as client, world.client(None) as other_replica:
        video_id = await submit(client)
        told = await share(client, video_id)
        path, params = f"/api/v1/videos/{video_id}/status", {"share": told["share"]}
        assert (await client.get(path, params=params)).status_code == 200
        assert (await other_replica.get(path, params=params)).status_code == 200
        assert (await client.delete(f"/api/v1/videos/{video_id}/links/{told['id']}")).status_code == 204
        problem_of(await client.get(path, params=params), 401, "unauthorized")
        # What it asked a moment ago counts in another replica for as long as its look-ups are fresh.
        assert (await other_replica.get(path, params=params)).status_code == 200


@pytest.mark.parametrize("change", [remove, replace, lower])
async def test_a_session_ends_when_its_key_is_removed_replaced_or_lowered(
    world: World, change: Callable[[str], Callable[[dict[str, Any]], dict[str, Any] | None]]
) -> None:
    async with world.client(None) as browser:
        await log_in(browser, OPERATOR)
        assert (await browser.get("/api/v1/operations")).status_code == 200
        change_keys(world, change("operator"))
        problem_of(await browser.get("/api/v1/session"), 401, "unauthorized")


@pytest.mark.parametrize("change", [remove, replace, lower])
async def test_a_link_ends_when_who_shared_it_may_no_longer_share_the_video(
    world: World, change: Callable[[str], Callable[[dict[str, Any]], dict[str, Any] | None]]
) -> None:
    async with world.client() as user, world.client(OPERATOR) as operator, world.client(None) as guest:
        video_id = await submit(user)
        path = f"/api/v1/videos/{video_id}/status"
        by_operator, by_user = await share(operator, video_id), await share(user, video_id)
        for told in (by_operator, by_user):
            assert (await guest.get(path, params={"share": told["share"]})).status_code == 200
        change_keys(world, change("operator"))
        problem_of(await guest.get(path, params={"share": by_operator["share"]}), 401, "unauthorized")
        assert (await guest.get(path, params={"share": by_user["share"]})).status_code == 200
        listed = (await user.get(f"/api/v1/videos/{video_id}/links")).json()["links"]
        assert [link["id"] for link in listed] == [by_user["id"]]


async def test_a_link_survives_that_its_owner_is_raised_to_operator(world: World) -> None:
    async with world.client() as user, world.client(None) as guest:
        video_id = await submit(user)
        told = await share(user, video_id)
        change_keys(world, lambda line: {**line, "role": "operator"})
        answer = await guest.get(f"/api/v1/videos/{video_id}/status", params={"share": told["share"]})
        assert answer.status_code == 200


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


@pytest.mark.parametrize("where", ["here", "elsewhere"])
async def test_an_open_stream_of_a_link_ends_when_it_is_revoked(world: World, where: str) -> None:
    # Here the revocation itself wakes the stream.
    world.options = SOON if where == "elsewhere" else NEVER
    async with world.served() as client, world.client() as elsewhere, world.client(None) as guest:
        video_id = await submit(client)
        told, kept = await share(client, video_id), await share(client, video_id)
        url = f"{client.base_url}{path_of(video_id)}"
        async with (
            guest_stream(url, told["share"]) as answer,
            guest_stream(url, kept["share"]) as kept_answer,
        ):
            reader, kept_reader = Reader(answer), Reader(kept_answer)
            await reader.until(1)
            await kept_reader.until(1)
            revoker = client if where == "here" else elsewhere
            assert (await revoker.delete(f"/api/v1/videos/{video_id}/links/{told['id']}")).status_code == 204
            await reader.rest()
            assert reader.said == ["access ended"]
            await world.complete(video_id, {})
            assert (await kept_reader.rest())[-1].kind == "end"
        await until_refused(guest, path_of(video_id), params={"share": told["share"]})


async def test_a_media_request_is_refused_once_its_link_was_revoked(world: World) -> None:
    async with world.client() as user, world.client(None) as guest:
        video_id = await submit(user)
        await world.complete(video_id, {"video.mp4": b"film", "captions.vtt": b"WEBVTT"})
        told = await share(user, video_id)
        assert (await guest.get(told["video_url"])).content == b"film"
        assert (await user.delete(f"/api/v1/videos/{video_id}/links")).status_code == 204
        await until_refused(guest, told["video_url"])
        for name in ("video.mp4", "captions.vtt"):
            answer = await guest.get(
                f"/api/v1/videos/{video_id}/files/{name}",
                params={"share": told["share"]},
                headers={"Range": "bytes=0-1"},
            )
            problem_of(answer, 401, "unauthorized")


async def test_nobody_revokes_what_is_not_theirs(world: World) -> None:
    async with world.client() as user, world.client(OTHER) as other, world.client(OPERATOR) as operator:
        video_id = await submit(user)
        told = await share(user, video_id)
        links = f"/api/v1/videos/{video_id}/links"
        problem_of(await other.get(links), 404, "not_found")
        problem_of(await other.delete(links), 404, "not_found")
        problem_of(await other.delete(f"{links}/{told['id']}"), 404, "not_found")
        problem_of(await other.get("/api/v1/sessions", params={"key": "user"}), 403, "forbidden")
        problem_of(await other.delete("/api/v1/sessions", params={"key": "user"}), 403, "forbidden")
        assert (await operator.delete(f"{links}/{told['id']}")).status_code == 204
        problem_of(await user.delete(f"{links}/{told['id']}"), 404, "not_found")


async def test_a_stream_whose_access_nobody_can_check_ends_after_a_while(world: World) -> None:
    """The object store is away: what it knew last counts for `stale` seconds, then it is closed."""
    world.objects = objects = MemoryObjects()
    world.options = ApiOptions(access_seconds=0.05, look_up=LookUpTimes(fresh=0.05, stale=0.5))
    async with world.served() as client:
        video_id = await submit(client)
        told = await share(client, video_id)
        url = f"{client.base_url}{path_of(video_id)}"
        async with guest_stream(url, told["share"]) as answer, client.stream("GET", url) as by_key:
            reader, key_reader = Reader(answer), Reader(by_key)
            await reader.until(1)
            await key_reader.until(1)
            objects.is_down = True
            await reader.rest()
            assert reader.said == ["access ended"]
            async with httpx2.AsyncClient() as guest:
                answer = await guest.get(url, params={"share": told["share"]})
                problem_of(answer, 503, "unavailable")
            objects.is_down = False
            await world.advance(video_id, progress_percent=50)
            assert (await key_reader.until(2))[1].data["progress"] == 50


async def test_who_owned_an_expired_video_still_lists_and_revokes_its_links(world: World) -> None:
    """Its record and order are gone, its file and links are not."""
    async with world.client() as user, world.client(OTHER) as other, world.client(None) as guest:
        video_id = await submit(user)
        await world.complete(video_id, {"video.mp4": b"film"})
        told = await share(user, video_id)
        await world.store.delete(video_id)
        links = f"/api/v1/videos/{video_id}/links"
        problem_of(await user.get(f"/api/v1/videos/{video_id}"), 404, "not_found")
        assert (await guest.get(told["video_url"])).content == b"film"
        assert [link["id"] for link in (await user.get(links)).json()["links"]] == [told["id"]]
        problem_of(await other.get(links), 404, "not_found")
        problem_of(await other.delete(links), 404, "not_found")
        assert (await user.delete(f"{links}/{told['id']}")).status_code == 204
        await until_refused(guest, told["video_url"])


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
