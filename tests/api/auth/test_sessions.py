"""Sessions of browsers, and shared links."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.auth.api_keys import hash_key
from api.auth.signed_tokens import Signer
from tests.api.streams import Reader, path_of
from tests.api.world import (
    BASE,
    OPERATOR,
    ORIGIN,
    OTHER,
    SECRET,
    USER,
    WISH,
    World,
    problem_of,
    settings_of,
    submit,
)

ID = "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11"


async def test_a_browser_exchanges_its_key_for_a_cookie_that_no_script_reads(world: World) -> None:
    async with world.client(None) as browser:
        answer = await browser.post("/api/v1/session", json={"key": USER}, headers={"Origin": BASE})
        assert answer.status_code == 201
        assert answer.json() == {"name": "user", "role": "user", "is_keyless": False}
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "secure" not in cookie
        assert (await browser.get("/api/v1/session")).json()["name"] == "user"
        page = {"Origin": BASE}
        made = await browser.post("/api/v1/videos", json=WISH, headers=page)
        assert made.status_code == 202
        assert (await browser.delete("/api/v1/session", headers=page)).status_code == 204
        problem_of(await browser.get("/api/v1/session"), 401, "unauthorized")


async def test_over_https_the_cookie_is_secure(world: World) -> None:
    world.settings = settings_of(public_url="https://podreel.example")
    async with world.client(None) as browser:
        answer = await browser.post("/api/v1/session", json={"key": USER})
        assert "secure" in answer.headers["set-cookie"].lower()


async def test_a_wrong_key_starts_no_session(world: World) -> None:
    async with world.client(None) as browser:
        answer = await browser.post("/api/v1/session", json={"key": "wrong"})
        problem_of(answer, 401, "unauthorized")
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "is_fine"),
    [
        ({}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://127.0.0.1:8001"}, False),
        ({"Origin": "http://[::1"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": BASE}, True),
        ({"Origin": "https://127.0.0.1:8000"}, True),
        ({"Origin": ORIGIN}, True),
    ],
)
async def test_a_cookie_allows_changes_only_from_own_pages(
    world: World, headers: dict[str, str], is_fine: bool
) -> None:
    async with world.client() as user:
        video_id = await submit(user)
    async with world.client(None) as browser:
        await browser.post("/api/v1/session", json={"key": USER})
        for method, path in (("POST", f"/videos/{video_id}/cancel"), ("DELETE", f"/videos/{video_id}")):
            answer = await browser.request(method, f"/api/v1{path}", headers=headers)
            if is_fine:
                assert answer.is_success
            else:
                problem_of(answer, 403, "forbidden")


async def test_a_session_ends_with_its_key(world: World) -> None:
    async with world.client(None) as browser:
        await browser.post("/api/v1/session", json={"key": USER})
        assert (await browser.get("/api/v1/session")).status_code == 200
        keys = world.folder / "keys.jsonl"
        keys.write_text(json.dumps({"name": "user", "sha256": hash_key("another")}))
        problem_of(await browser.get("/api/v1/session"), 401, "unauthorized")


async def test_a_shared_link_gives_read_access_to_one_video_only(world: World) -> None:
    async with world.client() as user, world.client(None) as guest:
        video_id, other_id = await submit(user), await submit(user)
        await world.complete(video_id, {"video.mp4": b"film"})
        told = (await user.post(f"/api/v1/videos/{video_id}/share", json={"hours": 1})).json()
        share = {"share": told["share"]}
        assert (await guest.get(told["video_url"])).content == b"film"
        for path in ("", "/status", "/events"):
            assert (await guest.get(f"/api/v1/videos/{video_id}{path}", params=share)).status_code == 200
        problem_of(await guest.get(f"/api/v1/videos/{other_id}/status", params=share), 401, "unauthorized")
        problem_of(await guest.get(f"/api/v1/videos/{video_id}/logs", params=share), 401, "unauthorized")
        problem_of(await guest.delete(f"/api/v1/videos/{video_id}", params=share), 401, "unauthorized")
        problem_of(await guest.get("/api/v1/videos", params=share), 401, "unauthorized")


async def test_a_guest_can_open_every_address_that_it_is_given(world: World) -> None:
    async with world.served() as user, world.served(None) as guest:
        video_id = await submit(user)
        await world.advance(video_id, section_pictures=("sections/1.jpg",))
        await world.complete(video_id, {"video.mp4": b"film", "sections/1.jpg": b"picture"})
        share = {"share": (await user.post(f"/api/v1/videos/{video_id}/share", json={})).json()["share"]}
        detail = (await guest.get(f"/api/v1/videos/{video_id}", params=share)).json()
        status = (await guest.get(f"/api/v1/videos/{video_id}/status", params=share)).json()
        async with guest.stream("GET", path_of(video_id), params=share) as answer:
            events = await Reader(answer).rest()
        pictures = {*detail["section_pictures"], *events[-1].data["section_pictures"]}
        files = {file["name"]: file["url"] for file in detail["files"]}
        assert pictures == {files["sections/1.jpg"]}
        assert {detail["video_url"], status["video_url"]} == {files["video.mp4"]}
        assert (await guest.get(files["sections/1.jpg"])).content == b"picture"
        assert (await guest.get(files["video.mp4"])).content == b"film"
        own = (await user.get(f"/api/v1/videos/{video_id}")).json()
        assert "share" not in str(own)


async def test_a_shared_link_reveals_nothing_about_the_owner(world: World) -> None:
    async with world.client() as user, world.client(None) as guest:
        video_id = await submit(user)
        told = (await user.post(f"/api/v1/videos/{video_id}/share", json={})).json()
        params = {"share": told["share"]}
        assert (await guest.get(f"/api/v1/videos/{video_id}", params=params)).json()["caller"] == ""
        assert (await user.get(f"/api/v1/videos/{video_id}")).json()["caller"] == "user"


async def test_only_the_owner_shares(world: World) -> None:
    async with world.client() as user, world.client(OTHER) as other, world.client(OPERATOR) as operator:
        path = f"/api/v1/videos/{await submit(user)}/share"
        problem_of(await other.post(path, json={}), 404, "not_found")
        assert (await operator.post(path, json={})).status_code == 201


def test_tickets_expire_and_work_for_one_purpose_only() -> None:
    now = [1_000.0]
    links, sessions = (Signer(SECRET, purpose, lambda: now[0]) for purpose in ("link", "session"))
    ticket = links.new(ID, 10)
    text = links.sign(ticket)
    assert links.read(text) == ticket
    assert sessions.read(text) is None
    assert Signer(b"another", "link", lambda: now[0]).read(text) is None
    now[0] += 10
    assert links.read(text) is None


@given(text=st.text(max_size=100), at=st.integers(0, 200), length=st.integers(0, 3))
def test_a_ticket_with_any_change_is_refused(text: str, at: int, length: int) -> None:
    signer = Signer(SECRET, "link", lambda: 0.0)
    true = signer.sign(signer.new(ID, 10))
    forged = true[:at] + text + true[at + length :]
    assert forged == true or signer.read(forged) is None
    assert signer.read(text) is None


@given(at=st.integers(0, 200), character=st.characters(codec="ascii"))
def test_a_ticket_with_one_other_character_is_refused(at: int, character: str) -> None:
    signer = Signer(SECRET, "link", lambda: 0.0)
    true = signer.sign(signer.new(ID, 10))
    at %= len(true)
    forged = true[:at] + character + true[at + 1 :]
    assert (signer.read(forged) is None) == (forged != true)
