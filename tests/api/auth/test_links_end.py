"""Links end when they are revoked, and with whoever shared them, in this replica and in the others."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from api.auth.recent_grants import LookUpTimes
from api.backends import ApiOptions
from tests.api.auth.ending import (
    NEVER,
    SOON,
    change_keys,
    guest_stream,
    lower,
    remove,
    replace,
    share,
    until_refused,
)
from tests.api.streams import Reader, path_of
from tests.api.world import (
    OPERATOR,
    OTHER,
    World,
    problem_of,
    submit,
)
from tests.fakes.memory_objects import MemoryObjects

pytestmark = pytest.mark.usefixtures("soon")


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


async def test_deleting_a_video_ends_its_links_and_their_streams(world: World) -> None:
    async with world.served() as client, world.client(None) as guest:
        video_id = await submit(client)
        told = await share(client, video_id)
        async with guest_stream(f"{client.base_url}{path_of(video_id)}", told["share"]) as answer:
            reader = Reader(answer)
            await reader.until(1)
            assert (await client.delete(f"/api/v1/videos/{video_id}")).status_code == 204
            await reader.rest()
        for path in ("", "/status", "/events", "/files/video.mp4"):
            answer = await guest.get(f"/api/v1/videos/{video_id}{path}", params={"share": told["share"]})
            problem_of(answer, 410, "deleted")
        problem_of(await client.get(f"/api/v1/videos/{video_id}/links"), 410, "deleted")


async def test_no_answer_is_kept_by_anybody_on_the_way(world: World) -> None:
    """It would be shown after the access has ended. A browser keeps files, but asks before it uses them."""
    async with world.client() as user, world.client(None) as guest:
        video_id = await submit(user)
        await world.complete(video_id, {"video.mp4": b"film"})
        told = await share(user, video_id)
        params = {"share": told["share"]}
        for path in (f"/videos/{video_id}", f"/videos/{video_id}/status", "/session", "/videos/none"):
            answer = await guest.get(f"/api/v1{path}", params=params)
            assert answer.headers["cache-control"] == "no-store"
        film = await guest.get(told["video_url"])
        assert film.headers["cache-control"] == "private, no-cache"
        await user.delete(f"/api/v1/videos/{video_id}/links")
        await until_refused(guest, told["video_url"], headers={"If-None-Match": film.headers["etag"]})


@pytest.mark.parametrize("grant_id", ["x", "%2e%2e", "0" * 100, "1796040000-" + "G" * 32])
async def test_an_id_that_is_none_is_not_found(world: World, grant_id: str) -> None:
    async with world.client() as user:
        video_id = await submit(user)
        await share(user, video_id)
        for place in ("/api/v1/sessions", f"/api/v1/videos/{video_id}/links"):
            problem_of(await user.delete(f"{place}/{grant_id}"), 404, "not_found")
