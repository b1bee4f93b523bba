"""What the store holds of sessions and links: no secret, nothing that a fault stops, nothing without end."""

import asyncio
import hashlib
from pathlib import Path

import httpx2
import pytest
from itsdangerous import URLSafeSerializer

from api.auth.links import MAX_LINKS
from api.auth.recent_grants import LookUpTimes
from api.auth.sessions import MAX_SESSIONS
from api.backends import ApiOptions
from tests.api.world import BASE, OPERATOR, SECRET, USER, World, problem_of, submit
from tests.fakes.objects import BrokenStore

PAGE = {"Origin": BASE}


def stored_below(world: World, part: str) -> list[Path]:
    return sorted((world.folder / "objects" / "private" / "access" / part).rglob("*.json"))


async def log_in(browser: httpx2.AsyncClient, key: str = USER, **headers: str) -> str:
    """Returns the ticket."""
    answer = await browser.post("/api/v1/session", json={"key": key}, headers=headers)
    assert answer.status_code == 201, answer.text
    (ticket,) = browser.cookies.values()
    return ticket


async def test_no_file_holds_a_ticket_or_key(world: World) -> None:
    async with world.client() as user, world.client(None) as browser:
        ticket = await log_in(browser)
        video_id = await submit(user)
        shared = (await user.post(f"/api/v1/videos/{video_id}/share", json={"label": "7b"})).json()["share"]
        await browser.get("/api/v1/session")
        await user.get(f"/api/v1/videos/{video_id}", params={"share": shared})
    serializer = URLSafeSerializer(b"any")
    payloads = [serializer.load_payload(text.rpartition(".")[0].encode()) for text in (ticket, shared)]
    secrets = {USER, ticket, shared, *(str(payload[-1]) for payload in payloads)}
    files = [path for path in world.folder.rglob("*") if path.is_file()]
    assert len(stored_below(world, "sessions")) == len(stored_below(world, "links")) == 1
    for path in files:
        content = path.read_bytes()
        assert not [text for text in secrets if text in str(path) or text.encode() in content]


async def test_who_reads_the_store_can_make_no_ticket_of_it(world: World) -> None:
    """Even with the server's secret, which lies beside it."""
    async with world.client() as user, world.client(None) as thief:
        video_id = await submit(user)
        await user.post(f"/api/v1/videos/{video_id}/share", json={})
        (path,) = stored_below(world, "links")
        until, _, digest = path.stem.partition("-")
        options = {"digest_method": hashlib.sha256}
        signer = URLSafeSerializer(SECRET, salt="podreel link, stored", signer_kwargs=options)
        forged = signer.dumps([int(until), video_id, digest])
        answer = await thief.get(f"/api/v1/videos/{video_id}/status", params={"share": str(forged)})
        problem_of(answer, 401, "unauthorized")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"grant_id": "x"}'])
async def test_a_damaged_grant_gives_no_access_and_harms_no_other(world: World, content: bytes) -> None:
    async with world.client() as user, world.client(None) as guest:
        video_id = await submit(user)
        damaged, sound = [
            (await user.post(f"/api/v1/videos/{video_id}/share", json={})).json() for _ in range(2)
        ]
        next(path for path in stored_below(world, "links") if path.stem == damaged["id"]).write_bytes(content)
        path = f"/api/v1/videos/{video_id}/status"
        problem_of(await guest.get(path, params={"share": damaged["share"]}), 401, "unauthorized")
        assert (await guest.get(path, params={"share": sound["share"]})).status_code == 200
        listed = (await user.get(f"/api/v1/videos/{video_id}/links")).json()["links"]
        assert [link["id"] for link in listed] == [sound["id"]]
        assert (await user.delete(f"/api/v1/videos/{video_id}/links")).status_code == 204
        assert stored_below(world, "links") == []


async def test_tickets_of_the_version_before_have_ended(world: World) -> None:
    async with world.client() as user, world.client(None) as browser:
        video_id = await submit(user)
        options = {"digest_method": hashlib.sha256}
        old_share = URLSafeSerializer(SECRET, salt="podreel share", signer_kwargs=options)
        old_session = URLSafeSerializer(SECRET, salt="podreel session", signer_kwargs=options)
        share, cookie = old_share.dumps([2**33, video_id]), old_session.dumps([2**33, "user", "f" * 16])
        answer = await browser.get(f"/api/v1/videos/{video_id}", params={"share": str(share)})
        problem_of(answer, 401, "unauthorized")
        answer = await browser.get("/api/v1/session", headers={"Cookie": f"podreel_session={cookie!s}"})
        problem_of(answer, 401, "unauthorized")


async def test_one_session_too_many_ends_the_oldest(world: World) -> None:
    async with world.client(None) as first, world.client() as user:
        await log_in(first)
        assert (await first.get("/api/v1/session")).status_code == 200
        # Their ids begin with their expiry in seconds.
        (path,) = stored_below(world, "sessions")
        older = path.with_name(f"{int(path.stem[:10]) - 1}{path.stem[10:]}.json")
        path.rename(older)
        for _ in range(MAX_SESSIONS):
            first.cookies.clear()
            await log_in(first)
        listed = (await user.get("/api/v1/sessions")).json()["sessions"]
        assert len(listed) == len(stored_below(world, "sessions")) == MAX_SESSIONS
        assert not older.exists()


async def test_too_many_links_are_refused_until_one_is_revoked_or_has_ended(world: World) -> None:
    async with world.client() as user, world.client(OPERATOR) as operator:
        video_id = await submit(user)
        url = f"/api/v1/videos/{video_id}/share"
        by_operator = (await operator.post(url, json={})).json()
        await asyncio.gather(*(user.post(url, json={}) for _ in range(MAX_LINKS - 1)))
        problem = problem_of(await user.post(url, json={}), 409, "conflict")
        assert f"/videos/{video_id}/links" in problem["next_step"]
        lines = (world.folder / "keys.jsonl").read_text().splitlines()
        (world.folder / "keys.jsonl").write_text("\n".join(line for line in lines if "operator" not in line))
        assert (await user.post(url, json={})).status_code == 201
        kept = {path.stem for path in stored_below(world, "links")}
        assert len(kept) == MAX_LINKS
        assert by_operator["id"] not in kept


async def test_without_the_object_store_access_by_key_goes_on_and_the_rest_waits(world: World) -> None:
    world.options = ApiOptions(look_up=LookUpTimes(fresh=0, stale=0))
    async with world.client() as user, world.client(None) as browser:
        video_id = await submit(user)
        await log_in(browser)
        shared = (await user.post(f"/api/v1/videos/{video_id}/share", json={})).json()["share"]
        cookies = dict(browser.cookies)
    world.objects = BrokenStore()
    async with world.client() as user, world.client(None, cookies=cookies) as browser:
        assert (await user.get("/api/v1/session")).status_code == 200
        for path, params in (("/session", {}), (f"/videos/{video_id}/status", {"share": shared})):
            answer = await browser.get(f"/api/v1{path}", params=params)
            problem_of(answer, 503, "unavailable")
            assert answer.headers["retry-after"]


async def test_forged_tickets_cost_no_look_up(world: World) -> None:
    world.objects = BrokenStore()
    async with world.client(None) as browser:
        for ticket in ("x", "WzFd.abc", "a" * 499):
            answer = await browser.get("/api/v1/session", headers={"Cookie": f"podreel_session={ticket}"})
            problem_of(answer, 401, "unauthorized")
            video = "/api/v1/videos/0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11/status"
            problem_of(await browser.get(video, params={"share": ticket}), 401, "unauthorized")
