"""What the command says about a running service: sessions, links, removed keys, tables, refusals."""

import json
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from api.auth.api_keys import hash_key
from api.auth.key_file import KeyFile
from tests.api.world import OPERATOR, OTHER, USER, problem_of, submit
from tests.cli.desk import Desk


async def test_links_are_added_listed_and_revoked(desk: Desk) -> None:
    video_id = await submit(desk.client)
    await desk.world.complete(video_id, {"video.mp4": b"film"})
    url = (await desk.run("links", "add", video_id, "--hours", "2", "--label", "[b]Class 7b[/b]")).strip()
    async with httpx2.AsyncClient() as guest:
        assert (await guest.get(url)).content == b"film"
        other = await desk.tell("links", "add", video_id)
        shown = await desk.run("links", "list", video_id)
        assert "[b]Class 7b[/b]" in shown
        assert other["id"] in shown
        assert url.partition("share=")[2] not in shown
        (link,) = [link for link in (await desk.tell("links", "list", video_id))["links"] if link["label"]]
        assert "revoked" in await desk.run("links", "revoke", video_id, link["id"])
        problem_of(await guest.get(url), 401, "unauthorized")
        assert (await guest.get(other["video_url"])).status_code == 200
        await desk.run("links", "revoke", video_id, "--all")
        problem_of(await guest.get(other["video_url"]), 401, "unauthorized")
    assert await desk.tell("links", "list", video_id) == {"links": []}


async def test_ids_and_addresses_are_whole_in_a_narrow_window_and_beside_long_labels(desk: Desk) -> None:
    video_id = await submit(desk.client)
    await desk.world.complete(video_id, {"video.mp4": b"film"})
    link = await desk.tell("links", "add", video_id, "--label", "a teacher " * 8)
    shown = (await desk.see("links", "list", video_id, columns=60)).text.replace("\n", "")
    assert f"{link['id']}  {'a teacher ' * 8}".strip() in shown
    told = await desk.run("links", "list", video_id)
    assert told.split("\t")[:2] == [link["id"], ("a teacher " * 8).strip()]
    address = f"{str(desk.client.base_url).rstrip('/')}/api/v1/videos/{video_id}/files/video.mp4"
    assert address in (await desk.see("status", video_id, columns=60)).text


async def test_sessions_are_listed_and_revoked(desk: Desk) -> None:
    async with httpx2.AsyncClient(base_url=str(desk.client.base_url)) as browser:
        await browser.post("/api/v1/session", json={"key": USER}, headers={"User-Agent": "Firefox/145.0"})
        shown = await desk.run("sessions", "list")
        assert "Firefox" in shown
        (session,) = (await desk.tell("sessions", "list", "--key", "user", key=OPERATOR))["sessions"]
        assert session["id"] in shown
        await desk.run("sessions", "revoke", session["id"])
        problem_of(await browser.get("/api/v1/session"), 401, "unauthorized")
        await browser.post("/api/v1/session", json={"key": USER})
        await desk.run("sessions", "revoke", "--all", "--key", "user", key=OPERATOR)
        problem_of(await browser.get("/api/v1/session"), 401, "unauthorized")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("sessions", "revoke"), 64, "either one id or --all"),
        (("sessions", "revoke", "x", "--all"), 64, "either one id or --all"),
        (("sessions", "revoke", "../../videos"), 64, "Not Found"),
        (("sessions", "revoke", f"1796040000-{'0' * 32}"), 64, "no such session"),
        (("sessions", "list", "--key", "user"), 77, "Only operators"),
        (("links", "list", "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11"), 64, "There is no video"),
    ],
)
async def test_what_is_wrong_is_said(desk: Desk, arguments: tuple[str, ...], status: int, told: str) -> None:
    assert told in await desk.run(*arguments, key=OTHER, status=status)


async def test_a_refusal_has_the_same_code_and_exit_status_as_on_this_machine(desk: Desk) -> None:
    told = await desk.run("submit", "Why is the sky blue in the daytime?", "--json", status=77)
    assert json.loads(told.splitlines()[0])["code"] == "not_configured"
    assert "not_configured: No model is configured here" in told


async def test_a_removed_key_is_refused_at_once(desk: Desk) -> None:
    file = str(desk.world.folder / "keys.jsonl")
    assert "removed" in await desk.run("keys", "remove", "user", "--file", file)
    problem_of(await desk.client.get("/api/v1/session"), 401, "unauthorized")
    assert "Give a valid key with --api-key-file FILE, or in PODREEL_API_KEY." in await desk.run(
        "list", status=77
    )
    assert "no key named user" in await desk.run("keys", "remove", "user", "--file", file, status=64)
    await desk.run("keys", "remove", "other", "--file", file)
    assert "the only key" in await desk.run("keys", "remove", "operator", "--file", file, status=64)
    assert KeyFile(Path(file)).by_key(OPERATOR) is not None
    assert [path.name for path in desk.world.folder.glob("*keys*")] == ["keys.jsonl"]


async def test_keys_are_listed_with_roles_and_times_and_never_with_the_key(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODREEL_API_KEYS_FILE", str(desk.world.folder / "keys.jsonl"))
    key = (await desk.run("keys", "add", "newcomer", "--operator")).strip()
    rows = [line.split("\t") for line in (await desk.run("keys", "list")).splitlines()]
    assert [row[:2] for row in rows] == [
        ["newcomer", "operator"],
        ["operator", "operator"],
        ["other", "user"],
        ["user", "user"],
    ]
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert (rows[0][2][:10], rows[1][2]) == (today, "unknown")
    told = json.loads(await desk.run("keys", "list", "--json"))
    assert {one["name"]: one["role"] for one in told} == {name: role for name, role, _ in rows}
    shown = (await desk.see("keys", "list", "--file", str(desk.world.folder / "keys.jsonl"))).text
    assert shown.splitlines()[0].split() == ["name", "role", "added", "(UTC)"]
    for text in (shown, str(told), str(rows)):
        assert key not in text
        assert hash_key(key) not in text


async def test_a_damaged_line_of_the_keys_is_named_beside_the_others(desk: Desk) -> None:
    file = desk.world.folder / "keys.jsonl"
    file.write_text(file.read_text() + "{}\n")
    told = await desk.run("keys", "list", "--file", str(file), status=78)
    assert told.startswith("operator\toperator")
    assert "has an error in line 4" in told
    assert "can't be read" in await desk.run("keys", "list", "--file", f"{file}.none", status=78)


@pytest.mark.parametrize("content", [None, "not json\n", "[]\n"])
async def test_a_file_that_holds_no_keys_is_left_as_it_is(desk: Desk, content: str | None) -> None:
    path = desk.world.folder / "other.jsonl"
    if content is not None:
        path.write_text(content)
    assert "can't be used" in await desk.run("keys", "remove", "user", "--file", str(path), status=78)
    assert (path.read_text() if path.exists() else None) == content


async def test_a_retried_video_is_watched_to_its_new_end(desk: Desk) -> None:
    video_id = await submit(desk.client)
    await desk.world.fail(video_id)
    await desk.run("events", video_id, status=70)
    await desk.run("retry", video_id)
    await desk.world.complete(video_id, {})
    last = (await desk.run("events", video_id, "--json")).splitlines()[-1]
    assert json.loads(last)["status"] == "completed"
