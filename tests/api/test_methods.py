"""Which methods an address has, and what it says about the others."""

import httpx2
import pytest

from tests.api.streams import path_of
from tests.api.world import OPERATOR, ORIGIN, World, problem_of, submit

VIDEO = "/api/v1/videos/7b6bfa0e-9c9e-4d0c-8a5f-0f6f2ad1c001"
METHODS = {
    "/api/v1/videos": "GET, HEAD, POST, OPTIONS",
    VIDEO: "GET, HEAD, DELETE, OPTIONS",
    f"{VIDEO}/retry": "POST, OPTIONS",
    f"{VIDEO}/files/video.mp4": "GET, HEAD, OPTIONS",
    "/health/live": "GET, HEAD, OPTIONS",
}


@pytest.mark.parametrize("path", METHODS)
async def test_a_wrong_method_is_told_all_that_work(client: httpx2.AsyncClient, path: str) -> None:
    answer = await client.put(path)
    problem = problem_of(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == METHODS[path]
    assert METHODS[path] in problem["next_step"]
    assert problem["detail"] == f"{path} has no PUT."


@pytest.mark.parametrize("path", METHODS)
async def test_options_lists_the_methods(client: httpx2.AsyncClient, path: str) -> None:
    answer = await client.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == METHODS[path]


async def test_an_address_that_does_not_exist_has_no_methods(client: httpx2.AsyncClient) -> None:
    for method in ("OPTIONS", "HEAD", "PUT"):
        assert (await client.request(method, "/nothing")).status_code == 404


async def test_a_browser_that_asks_first_gets_its_answer(client: httpx2.AsyncClient) -> None:
    headers = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    answer = await client.options("/api/v1/videos", headers=headers)
    assert "POST" in answer.headers["access-control-allow-methods"]


async def test_head_answers_like_get_without_content(world: World) -> None:
    async with world.served() as client:
        video_id = await submit(client)
        for path in ("/api/v1/videos", f"/api/v1/videos/{video_id}/status", "/openapi.json", "/health/ready"):
            got, told = await client.get(path), await client.head(path)
            assert (told.status_code, told.content) == (got.status_code, b"")
            for name in ("content-type", "content-length"):
                assert told.headers[name] == got.headers[name]
        assert (await client.head("/api/v1/videos/none")).status_code == 404
        page = (await client.get("/metrics", headers={"Authorization": f"Bearer {OPERATOR}"})).text
        assert 'method="HEAD",route="/videos/{video_id}/status",status="200"' in page
        told = await client.head(path_of(video_id))
        assert (told.status_code, told.headers["content-type"][:17]) == (200, "text/event-stream")
