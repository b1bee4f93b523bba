"""A page of another, allowed site follows a video as docs/guides/react.md says, asked as a browser asks."""

import httpx2
import pytest

from tests.api.world import OPERATOR, ORIGIN, USER, World, submit

AS_A_PAGE = {"Origin": ORIGIN, "Accept": "text/event-stream"}


@pytest.fixture
async def video_id(world: World) -> str:
    async with world.client() as owner:
        made = await submit(owner)
    await world.complete(made, {"video.mp4": b"film", "captions.vtt": b"WEBVTT"})
    return made


def check_read(answer: httpx2.Response) -> None:
    """The page may read the answer, with a cookie too, and it is the stream to its end."""
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert "event: end" in answer.text


async def test_without_keys_an_event_source_needs_nothing(world: World, video_id: str) -> None:
    world.is_keyless = True
    async with world.client(None) as page:
        check_read(await page.get(f"/api/v1/videos/{video_id}/events", headers=AS_A_PAGE))


async def test_a_page_with_a_key_may_send_it(world: World, video_id: str) -> None:
    path = f"/api/v1/videos/{video_id}/events"
    wanted = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    async with world.client(None) as page:
        may = await page.options(path, headers={"Origin": ORIGIN, **wanted})
        assert "authorization" in may.headers["access-control-allow-headers"].lower()
        check_read(await page.get(path, headers={**AS_A_PAGE, "Authorization": f"Bearer {USER}"}))


async def test_a_session_goes_along_from_the_same_site_only(world: World, video_id: str) -> None:
    async with world.client(None) as page:
        answer = await page.post("/api/v1/session", json={"key": USER}, headers={"Origin": ORIGIN})
        assert answer.headers["access-control-allow-credentials"] == "true"
        assert "samesite=strict" in answer.headers["set-cookie"].lower()
        check_read(await page.get(f"/api/v1/videos/{video_id}/events", headers=AS_A_PAGE))


async def test_a_guest_needs_only_the_ticket_of_a_link(world: World, video_id: str) -> None:
    async with world.client(OPERATOR) as owner, world.client(None) as page:
        link = (await owner.post(f"/api/v1/videos/{video_id}/share", json={"hours": 1})).json()
        ticket = {"share": link["share"]}
        check_read(await page.get(f"/api/v1/videos/{video_id}/events", params=ticket, headers=AS_A_PAGE))
        captions = f"/api/v1/videos/{video_id}/files/captions.vtt"
        shown = await page.get(captions, params=ticket, headers={"Origin": ORIGIN})
        assert (shown.content, shown.headers["access-control-allow-origin"]) == (b"WEBVTT", ORIGIN)
