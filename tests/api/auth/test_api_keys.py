"""Who may do what: keys, sessions, shared links, and a service without keys."""

import json

import pytest

from api.auth.api_keys import hash_key, new_key
from api.session_cookie import SESSION_COOKIE
from tests.api.world import (
    USER,
    WISH,
    World,
    problem_of,
    write_keys,
)

ID = "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11"
KEYED = [
    ("GET", "/config"),
    ("GET", "/session"),
    ("GET", "/videos"),
    ("POST", "/videos"),
    ("POST", "/estimate"),
    ("POST", "/script/check"),
    ("GET", f"/videos/{ID}"),
    ("GET", f"/videos/{ID}/status"),
    ("GET", f"/videos/{ID}/events"),
    ("GET", f"/videos/{ID}/explanation"),
    ("GET", f"/videos/{ID}/logs"),
    ("GET", f"/videos/{ID}/files/video.mp4"),
    ("HEAD", f"/videos/{ID}/files/video.mp4"),
    ("POST", f"/videos/{ID}/cancel"),
    ("POST", f"/videos/{ID}/retry"),
    ("POST", f"/videos/{ID}/share"),
    ("DELETE", f"/videos/{ID}"),
    ("GET", "/operations"),
]


def line_of(**fields: object) -> str:
    """A line of a file of keys."""
    return json.dumps({"name": "a", "sha256": hash_key("x"), **fields}) + "\n"


@pytest.mark.parametrize(("method", "path"), KEYED)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {USER}"},
        {"Authorization": USER},
        {"Authorization": "Bearer"},
        {"Authorization": ""},
        {"Cookie": f"{SESSION_COOKIE}=forged"},
        {"Authorization": "Bearer wrong", "Cookie": f"{SESSION_COOKIE}=forged"},
    ],
)
async def test_every_route_requires_a_valid_key(
    world: World, method: str, path: str, headers: dict[str, str]
) -> None:
    body = WISH if path in {"/videos", "/estimate"} else {"hours": 1}
    sent = None if method in {"GET", "HEAD"} else body
    async with world.client(None) as client:
        answer = await client.request(method, f"/api/v1{path}", headers=headers, json=sent)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    if method != "HEAD":
        problem_of(answer, 401, "unauthorized")


@pytest.mark.parametrize(
    "path", ["/health/live", "/health/ready", "/health/accepting", "/docs", "/openapi.json"]
)
async def test_routes_without_video_data_need_no_key(world: World, path: str) -> None:
    async with world.client(None) as client:
        assert (await client.get(path)).status_code == 200


async def test_new_keys_differ_and_only_their_hash_is_stored(world: World) -> None:
    key = new_key()
    assert hash_key(key) not in key
    assert len({new_key() for _ in range(100)}) == 100
    assert USER not in write_keys(world.folder).read_text()


async def test_added_keys_work_at_once_and_removed_ones_stop_working(world: World) -> None:
    async with world.client("new-key") as client:
        problem_of(await client.get("/api/v1/session"), 401, "unauthorized")
        (world.folder / "keys.jsonl").write_text(json.dumps({"name": "new", "sha256": hash_key("new-key")}))
        assert (await client.get("/api/v1/session")).json()["name"] == "new"
        old = {"Authorization": f"Bearer {USER}"}
        problem_of(await client.get("/api/v1/session", headers=old), 401, "unauthorized")
        (world.folder / "keys.jsonl").write_text("damaged")
        assert (await client.get("/api/v1/session")).status_code == 200
