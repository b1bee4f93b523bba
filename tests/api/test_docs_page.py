"""The page /docs loads nothing of other origins, and no answer lets a browser do more than it needs."""

import re
from pathlib import Path

import httpx2
import pytest

from tests.api.page_parts import Parts, policy_of
from tests.api.world import World, problem_of, submit


async def test_the_page_and_all_that_it_loads_come_from_the_service(client: httpx2.AsyncClient) -> None:
    page = await client.get("/docs")
    parts = Parts(page.text)
    assert len(parts.loaded) == 3
    assert not parts.inline
    for address in parts.loaded:
        assert "//" not in address
        asset = await client.get(str(page.url.join(address)))
        assert (asset.status_code, bool(asset.content)) == (200, True)
        assert asset.headers["content-type"].split(";")[0] in {"text/javascript", "text/css"}
        assert asset.headers["x-content-type-options"] == "nosniff"


async def test_the_pages_policy_allows_its_own_origin_only(client: httpx2.AsyncClient) -> None:
    policy = (await client.get("/docs")).headers["content-security-policy"]
    allowed = policy_of(policy)
    assert allowed["default-src"] == allowed["frame-ancestors"] == "'none'"
    assert {allowed[kind] for kind in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert not re.search(r"unsafe|http|\*", policy)


async def test_the_page_shows_the_services_own_description(client: httpx2.AsyncClient) -> None:
    start = (await client.get("/docs/start.js")).text
    address = re.search(r'url: "([^"]+)"', start)
    assert address is not None
    document = await client.get(str(client.base_url.join(address[1])))
    assert document.json()["info"]["title"] == "Podreel"


@pytest.mark.parametrize(
    "path", ["/redoc", "/docs/oauth2-redirect", "/docs/redoc.standalone.js", "/docs/..%2fcore.py"]
)
async def test_nothing_else_of_the_package_is_served(client: httpx2.AsyncClient, path: str) -> None:
    problem_of(await client.get(path), 404, "not_found")


@pytest.mark.parametrize("path", ["/api/v1/config", "/nothing", "/health/live", "/openapi.json"])
async def test_answers_that_are_no_page_allow_nothing(client: httpx2.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


async def test_a_browser_may_play_a_video_that_it_opens(tmp_path: Path) -> None:
    world = World(tmp_path)
    async with world.client() as client:
        video_id = await submit(client)
        await world.complete(video_id, {"video.mp4": b"film"})
        answer = await client.get(f"/api/v1/videos/{video_id}/files/video.mp4")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "media-src 'self'" in policy
    assert "script-src" not in policy
