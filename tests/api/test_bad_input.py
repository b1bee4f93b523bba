"""Whatever is sent, the answer is a clear problem, and never a 500."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from api.backends import ApiOptions
from contract.failure import FailureCode, PodreelError
from tests.api.world import WISH, BrokenRecords, World, problem_of, submit

EMOJI = "🎬"
LIMIT = 1024 * 1024
JSON = {"Content-Type": "application/json"}
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "half": b'{"prompt": "Why is',
    "no JSON": b"prompt=why",
    "not UTF-8": b'{"prompt": "\xff\xfe", "model": "offline"}',
    "half UTF-8": b'{"prompt": "Why is the sky blue? \xf0\x9f", "model": "offline"}',
    "null": b"null",
    "a list": b"[]",
    "a number": b"17",
    "deep": b"[" * 100_000,
    "deep in a field": b'{"prompt":' + b'{"a":' * 20_000,
    "a long number": b'{"prompt": "Why is the sky blue?", "model": "offline", "minutes": '
    + b"9" * 5_000
    + b"}",
    "NaN": b'{"prompt": "Why is the sky blue?", "model": "offline", "minutes": NaN}',
    "infinity": b'{"prompt": "Why is the sky blue?", "model": "offline", "minutes": 1e999}',
    "a byte order mark": b'\xef\xbb\xbf{"prompt": 1}',
    "a null byte": b'{"prompt": "\x00"}',
}
WISHES: dict[str, dict[str, Any]] = {
    "no prompt": {"prompt": None},
    "a short prompt": {"prompt": "short"},
    "spaces": {"prompt": " " * 50},
    "10,001 characters": {"prompt": "a" * 10_001},
    "null bytes alone": {"prompt": "\x00" * 50},
    "half surrogates alone": {"prompt": "\ud800" * 50},
    "a prompt of zero-width characters": {"prompt": "\u200b" * 60},
    "a prompt of marks": {"prompt": "\u0301" * 60},
    "an explanation of zero-width characters": {"explanation": "\u200b" * 60},
    "a prompt that is a list": {"prompt": ["Why is the sky blue?"]},
    "a number as model": {"model": 7},
    "an unknown model": {"model": "gpt-99"},
    "half a surrogate as model": {"model": "\ud83d"},
    "an unknown voice": {"voice": "Nobody\r\nX-Evil: 1"},
    "an unknown language": {"language": "tlh"},
    "an unknown quality": {"quality": "../../etc"},
    "a quality without its size": {"quality": "custom"},
    "an odd size": {"custom": {"width": 129, "height": 128, "frame_rate": 30}, "quality": "custom"},
    "a size of a wrong type": {"custom": {"width": "wide"}, "quality": "custom"},
    "minutes below": {"minutes": 0},
    "minutes above": {"minutes": 31},
    "minutes in words": {"minutes": "five"},
    "a wrong narration": {"narration": "sung"},
    "strict as text": {"strict": "perhaps"},
    "an unknown field": {"surprise": 1},
    "an unknown field with a strange name": {"\ud800\r\nX-Evil: 1": 1},
    "a script that is none": {"script": "print(1)"},
    "a very long name": {"a" * 100_000: 1},
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_a_body_that_is_not_a_request_is_refused(client: httpx2.AsyncClient, body: bytes) -> None:
    answer = await client.post("/api/v1/videos", content=body, headers=JSON)
    problem_of(answer, 422, "invalid_request")


@pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES)
async def test_a_request_with_a_fault_is_refused_with_its_name(
    client: httpx2.AsyncClient, wish: dict[str, Any]
) -> None:
    body = json.dumps({**WISH, **wish}).encode()
    problem = problem_of(
        await client.post("/api/v1/videos", content=body, headers=JSON), 422, "invalid_request"
    )
    name = next(iter(wish)).partition("\r")[0]
    assert name[:20].lower().encode("ascii", "ignore").decode() in problem["detail"].lower()
    assert len(problem["detail"]) <= 1_000


async def test_a_known_model_without_its_key_is_not_configured(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/api/v1/videos", json={**WISH, "model": "claude-4-sonnet"})
    problem = problem_of(answer, 422, "not_configured")
    assert "ANTHROPIC_API_KEY" in problem["detail"]


@pytest.mark.parametrize(
    "prompt",
    [
        f"Why: {EMOJI * 9_990}",
        "Why is the sky blue?\r\nX-Evil: 1\r\n\r\n<script>",
        "Why is \x00 the \x1b[31m sky \ud800 blue?",
        "‮Why is the sky blue?﷽" * 50,
    ],
)
async def test_a_prompt_may_have_any_characters(client: httpx2.AsyncClient, prompt: str) -> None:
    body = json.dumps({**WISH, "prompt": prompt}).encode()
    answer = await client.post("/api/v1/videos", content=body, headers=JSON)
    assert answer.status_code == 202
    assert "x-evil" not in answer.headers
    told = answer.json()
    assert told["original_question"].strip() == told["original_question"]
    assert "\x00" not in told["original_question"]
    read = await client.get(f"/api/v1/videos/{told['video_id']}/status")
    assert read.json()["original_question"] == told["original_question"]
    text = told["original_question"][:200]
    found = (await client.get("/api/v1/videos", params={"text": text})).json()
    assert [video["video_id"] for video in found["videos"]] == [told["video_id"]]


async def test_a_body_above_the_limit_is_refused_with_or_without_content_length(
    client: httpx2.AsyncClient,
) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(LIMIT // 1024 + 1):
            yield b" " * 1024

    for content in (b" " * (LIMIT + 1), pieces()):
        answer = await client.post("/api/v1/videos", content=content, headers=JSON)
        problem_of(answer, 413, "too_large")
    body = json.dumps(WISH).encode().ljust(LIMIT)
    assert (await client.post("/api/v1/videos", content=body, headers=JSON)).status_code == 202


async def test_a_body_that_does_not_arrive_times_out(world: World) -> None:
    world.options = ApiOptions(body_seconds=0.05)

    async def never() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(3600)

    async with world.client() as client:
        answer = await client.post("/api/v1/videos", content=never(), headers=JSON)
    problem_of(answer, 408, "too_slow")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "====",
        "é",
        "\x00",
        "MTIz",
        "a" * 201,
        "MjAyNi0wMS0wMVQwMDowMDowMCB4",
        "_-_-",
        "/../",
        "MjAyNi0wMS0wMVQwMDowMDowMCswMDowMCB4",
    ],
)
async def test_a_bad_cursor_is_refused(client: httpx2.AsyncClient, cursor: str) -> None:
    answer = await client.get("/api/v1/videos", params={"cursor": cursor})
    assert "cursor" in problem_of(answer, 422, "invalid_request")["detail"]


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "201"},
        {"limit": "many"},
        {"status": "done"},
        {"created_from": "yesterday"},
        {"created_from": "2026-01-01T00:00:00"},
        {"created_until": "999999-01-01T00:00:00Z"},
        {"text": "a" * 201},
        {"id_prefix": "x"},
        {"id_prefix": "a" * 37},
    ],
)
async def test_a_bad_filter_is_refused(client: httpx2.AsyncClient, query: dict[str, str]) -> None:
    answer = await client.get("/api/v1/videos", params=query)
    assert next(iter(query)) in problem_of(answer, 422, "invalid_request")["detail"]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_extreme_dates_are_valid_filters(client: httpx2.AsyncClient, moment: str) -> None:
    await submit(client)
    for name in ("created_from", "created_until"):
        assert (await client.get("/api/v1/videos", params={name: moment})).status_code in {200, 422}


@pytest.mark.parametrize(
    "event_id", ["x", "1", "1-", "-1-1", "1-1-1", "9" * 21 + "-0", "99999999999999999999-0", "$", "٣-٣"]
)
async def test_a_bad_last_event_id_is_refused(client: httpx2.AsyncClient, event_id: str) -> None:
    video_id = await submit(client)
    path = f"/api/v1/videos/{video_id}/events"
    if event_id.isascii():
        problem_of(await client.get(path, headers={"Last-Event-ID": event_id}), 422, "invalid_request")
    problem_of(await client.get(path, params={"after": event_id}), 422, "invalid_request")


@pytest.mark.parametrize("key", ["", " ", "a b", "a" * 201, "é", "a\x7f"])
async def test_a_bad_idempotency_key_is_refused(client: httpx2.AsyncClient, key: str) -> None:
    headers = [(b"Idempotency-Key", key.encode("utf-8"))]
    problem_of(await client.post("/api/v1/videos", json=WISH, headers=headers), 422, "invalid_request")


@pytest.mark.parametrize("host", ["", "[::1", "a b", 'evil"<script>', "a:b:c", "a" * 300, "x:999999"])
async def test_an_invalid_host_header_is_refused(client: httpx2.AsyncClient, host: str) -> None:
    problem_of(await client.get("/health/live", headers={"Host": host}), 400, "bad_host")


async def test_unknown_routes_and_wrong_methods_are_problem_documents(client: httpx2.AsyncClient) -> None:
    problem_of(await client.get("/nothing/here"), 404, "not_found")
    problem_of(await client.get("/api/v1/videos/"), 404, "not_found")
    answer = await client.put("/api/v1/videos", json={})
    problem_of(answer, 405, "method_not_allowed")
    assert "POST" in answer.headers["allow"]


async def test_an_internal_error_reveals_only_the_request_id(world: World) -> None:
    world.store = store = BrokenRecords()
    store.fault = PodreelError(FailureCode.INTERNAL, "secret-of-the-house")
    async with world.client() as client:
        with capture_logs() as logged:
            answer = await client.get("/api/v1/videos")
    problem = problem_of(answer, 500, "internal")
    assert [line["request_id"] for line in logged] == [problem["request_id"]]
    assert "secret-of-the-house" not in answer.text
    assert problem["request_id"] == answer.headers["x-request-id"]


async def test_an_unexpected_exception_is_answered_with_500_and_logged(world: World) -> None:
    world.store = BrokenRecords()
    with capture_logs() as logged:
        async with world.client() as client:
            answer = await client.get("/api/v1/videos")
    problem = problem_of(answer, 500, "internal")
    assert "secret-of-the-house" not in answer.text
    (line,) = logged
    assert line["request_id"] == problem["request_id"]
    assert line["exc_info"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
fields = st.sampled_from(
    [
        "prompt",
        "model",
        "voice",
        "language",
        "quality",
        "custom",
        "aspect",
        "minutes",
        "narration",
        "priority",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(wishes=st.dictionaries(fields | st.text(max_size=8), json_values, max_size=5), is_whole=st.booleans())
async def test_any_json_is_accepted_or_refused_with_the_reason(
    client: httpx2.AsyncClient, wishes: dict[str, Any], is_whole: bool
) -> None:
    body = json.dumps({**(WISH if is_whole else {}), **wishes}).encode()
    answer = await client.post("/api/v1/videos", content=body, headers=JSON)
    if answer.status_code != 202:
        problem_of(answer, 422, answer.json()["code"])
