"""What somebody without a key can hold: no memory of large bodies, no descriptors, no whole answers."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest
from starlette.types import Message

from api.app import create_app
from api.backends import ApiOptions
from api.body_limit import SMALL_BYTES
from tests.api.world import OTHER, PATIENCE_SECONDS, USER, WISH, World, problem_of

LARGE = 1024 * 1024
STRANGERS = {
    "nothing": {},
    "a key": {"Authorization": "Bearer guess"},
    "a cookie": {"Cookie": "podreel_session=guess"},
}
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("credentials", STRANGERS.values(), ids=STRANGERS)
async def test_a_large_body_without_a_valid_key_is_refused_before_it_is_read(
    world: World, credentials: dict[str, str]
) -> None:
    sent = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < LARGE:
            sent += 4_096
            yield b" " * 4_096

    async with world.client(None) as client:
        for headers in ({}, {"Content-Length": str(LARGE)}):
            sent = 0
            answer = await client.post(
                "/api/v1/videos", content=body(), headers={**JSON, **credentials, **headers}
            )
            problem_of(answer, 401, "unauthorized")
            assert answer.headers["connection"] == "close"
            assert sent <= SMALL_BYTES + 8_192


async def test_a_large_body_of_one_piece_and_unknown_length_is_refused_as_any_other(world: World) -> None:
    """As the server gives it to the app if all its chunks arrived at once."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b" " * (SMALL_BYTES + 1), "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b"127.0.0.1"), (b"transfer-encoding", b"chunked")]
    asked = {"type": "http", "method": "POST", "path": "/api/v1/session", "query_string": b""}
    await create_app(world.backends())({**asked, "headers": headers}, receive, send)
    assert sent[0]["status"] == 401
    assert (b"connection", b"close") in sent[0]["headers"]


async def test_a_small_body_is_read_for_everyone_as_a_login_has_no_key_yet(world: World) -> None:
    async with world.client(None) as client:
        answer = await client.post("/api/v1/session", json={"key": USER})
    assert answer.status_code == 201


async def test_large_bodies_with_a_key_are_read_but_not_any_number_at_once(tmp_path: Path) -> None:
    world = World(tmp_path, options=ApiOptions(most_uploads=4))
    wait = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b" " * (SMALL_BYTES + 1)
        await wait.wait()
        yield b'{"prompt": "short"}'

    async with world.client() as client:
        running = [
            asyncio.create_task(client.post("/api/v1/videos", content=body(), headers=JSON)) for _ in range(2)
        ]
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                await asyncio.sleep(0)  # no other await here lets the two begin
                other = {"Authorization": f"Bearer {OTHER}"}
                answer = await client.post("/api/v1/videos", content=b" " * LARGE, headers={**JSON, **other})
                if answer.status_code == 429:
                    break
        assert "large uploads" in problem_of(answer, 429, "too_many_streams")["detail"]
        assert (await client.post("/api/v1/videos", json=WISH)).status_code == 202
        wait.set()
        for task in running:
            problem_of(await task, 422, "invalid_request")
        answer = await client.post("/api/v1/videos", content=b" " * LARGE, headers=JSON)
        problem_of(answer, 422, "invalid_request")


async def test_callers_that_do_not_read_the_pages_script_hold_no_descriptor_besides_their_own(
    world: World,
) -> None:
    async with world.served(None) as client:
        script = await client.get("/docs/swagger-ui-bundle.js")
        assert int(script.headers["content-length"]) == len(script.content) > LARGE
        before = _descriptors()
        with ExitStack() as stack:
            for _ in range(40):
                stack.enter_context(_reader(client))
            async with asyncio.timeout(PATIENCE_SECONDS):
                assert world.server is not None
                while len(world.server.crowd) < 40:  # noqa: ASYNC110 - they are counted, not told
                    await asyncio.sleep(0.01)
            assert (await client.get("/health/live")).status_code == 200
            assert _descriptors() <= before + 2 * 40 + 4


async def test_a_browser_that_has_the_script_does_not_get_it_again(client: httpx2.AsyncClient) -> None:
    for path in ("/docs/swagger-ui-bundle.js", "/openapi.json"):
        first = await client.get(path)
        again = await client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def _descriptors() -> int:
    return len(tuple(Path("/proc/self/fd").iterdir()))


def _reader(client: httpx2.AsyncClient) -> socket.socket:
    """A connection that asks for the script and reads nothing."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    made.connect((client.base_url.host, client.base_url.port))
    made.sendall(b"GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    return made
