"""What may be submitted, and what is said of what may not."""

import json
from typing import Any

import httpx2
import pytest

from api.schemas.videos import VideoSubmission
from contract.names import job_name
from contract.video import VideoRequest
from tests.api.world import QUESTION, SCRIPT, WISH, World, problem_of, submit

OF_THE_QUEUE = {"priority"}
OF_ITS_OWN_DEFAULT = {"model"}


def test_a_submission_has_the_fields_and_defaults_of_a_request() -> None:
    submission, request = VideoSubmission.model_fields, VideoRequest.model_fields
    assert set(submission) == set(request) | OF_THE_QUEUE
    for name in set(request) - OF_ITS_OWN_DEFAULT:
        assert submission[name].default == request[name].default, name


FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "too_short": ("prompt", {"prompt": "short"}),
    "too_long": ("prompt", {"prompt": "a" * 10_001}),
    "not_offered": ("voice", {"voice": "Nobody"}),
    "out_of_range": ("minutes", {"minutes": 31}),
    "wrong_type": ("strict", {"strict": "perhaps"}),
    "unknown_field": ("surprise", {"surprise": 1}),
    "missing": ("custom.frame_rate", {"quality": "custom", "custom": {"width": 640, "height": 360}}),
    "invalid": ("explanation", {"explanation": "# Only a heading"}),
}


@pytest.mark.parametrize("code", FAULTS)
async def test_a_fault_has_the_path_of_its_field_and_a_code(client: httpx2.AsyncClient, code: str) -> None:
    field, wish = FAULTS[code]
    problem = problem_of(await client.post("/api/v1/videos", json={**WISH, **wish}), 422, "invalid_request")
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [(field, code)]


async def test_all_faults_of_a_request_are_told_at_once(client: httpx2.AsyncClient) -> None:
    wish: dict[str, Any] = {"prompt": "short", "voice": "Nobody", "minutes": 31, "quality": "custom"}
    wish |= {"script": "x = 1", "explanation": "A text.", "priority": 99, "surprise": 1, "language": "tlh"}
    wish |= {"prompt": 7, "strict": "perhaps", "narration": "sung", "theme": "pink", "aspect": "2:1"}
    problem = problem_of(await client.post("/api/v1/videos", json=wish), 422, "invalid_request")
    told = {error["field"]: error["detail"] for error in problem["errors"]}
    # A custom quality lacks its size.
    assert set(told) == {*wish} - {"script", "quality"} | {"custom"}
    assert all(field in problem["detail"] for field in told)


async def test_a_body_that_is_no_json_is_told_where(client: httpx2.AsyncClient) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await client.post("/api/v1/videos", content=b'{"prompt":', headers=headers)
    problem = problem_of(answer, 422, "invalid_request")
    assert "character 10" in problem["detail"]
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [("body", "not_json")]


@pytest.mark.parametrize(
    ("wish", "field"), [({"model": "gpt-99"}, "model"), ({"prompt": f"Why {'a' * 400}?"}, "prompt")]
)
async def test_a_fault_that_only_this_service_can_tell_has_its_field_too(
    client: httpx2.AsyncClient, wish: dict[str, Any], field: str
) -> None:
    problem = problem_of(await client.post("/api/v1/videos", json={**WISH, **wish}), 422, "invalid_request")
    assert [error["field"] for error in problem["errors"]] == [field]


@pytest.mark.parametrize(
    ("content_type", "told"),
    [
        (None, "has no Content-Type"),
        ("application/x-www-form-urlencoded", "'application/x-www-form-urlencoded'"),
        ("text/plain; charset=utf-8", "'text/plain'"),
        ("multipart/form-data; boundary=x", "'multipart/form-data'"),
    ],
)
async def test_a_body_that_is_not_said_to_be_json_is_told_so(
    client: httpx2.AsyncClient, content_type: str | None, told: str
) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    answer = await client.post("/api/v1/videos", content=json.dumps(WISH).encode(), headers=headers)
    problem = problem_of(answer, 415, "unsupported_media_type")
    assert told in problem["detail"]
    assert "Content-Type: application/json" in problem["next_step"]


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/json"}])
async def test_a_request_without_a_body_is_told_what_to_send(
    client: httpx2.AsyncClient, headers: dict[str, str]
) -> None:
    problem = problem_of(await client.post("/api/v1/videos", headers=headers), 422, "invalid_request")
    assert problem["detail"] == "The request has no body."
    assert "Content-Type: application/json" in problem["next_step"]


async def request_of(world: World, video_id: str) -> VideoRequest:
    job = await world.cluster.get(job_name(video_id, 1))
    assert job is not None
    return job.order.request


async def test_a_script_is_submitted_without_a_prompt(world: World, client: httpx2.AsyncClient) -> None:
    answer = await client.post("/api/v1/videos", json={"model": "offline", "script": SCRIPT})
    assert answer.status_code == 202, answer.text
    video_id = answer.json()["video_id"]
    assert (await request_of(world, video_id)).script is not None
    told = (await client.get(f"/api/v1/videos/{video_id}")).json()
    assert (told["request"]["script"], told["original_question"]) == ("", "")


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("class A(:", "line 1: invalid syntax"),
        (
            SCRIPT.replace("Blue.", "b" * 9_000),
            "NARRATION has a word of 9,000 letters and digits, “bbbbbbbbbbbbb"
            "bbbbbbb…”, and at most 300 can be spoken: shorten it, or divide it by spaces",
        ),
        (
            SCRIPT.replace("Blue.", "so " * 14_000),
            "NARRATION has beats of 42,000 characters, and at most 40,000, "
            "some 40 minutes of speech, can be spoken: divide it into several videos",
        ),
        (
            SCRIPT.replace('"Blue."', '"", ' * 1_001),
            "NARRATION has 1,001 beats, and a video can have 1,000: join short ones",
        ),
        (
            SCRIPT.replace('"title": "Sky"', f'"title": "{"é" * 90_000}"', 1),
            "NARRATION has a title of 90,000 characters, and a title can have 500: shorten it",
        ),
        ("x = 1", "it has no scene, which is a class with a method `construct`"),
        ("x = f'" + "{a}" * 130_000 + "'", "parsing it takes too much time or memory"),
    ],
)
async def test_a_script_that_cannot_be_parsed_is_refused_with_its_fault(
    client: httpx2.AsyncClient, script: str, fault: str
) -> None:
    answer = await client.post("/api/v1/videos", json={**WISH, "script": script})
    problem = problem_of(answer, 422, "invalid_request")
    assert problem["errors"] == [{"field": "script", "detail": fault, "code": "invalid"}]
    assert problem["detail"] == f"The script can't be used: {fault}."
    assert "`podreel check FILE --fix`" in problem["next_step"]


async def test_an_explanation_is_taken_from_an_answer_edited_and_sent_again(
    world: World, client: httpx2.AsyncClient
) -> None:
    first = await submit(client)
    await world.advance(first, initial_explanation="# Sky\n\n## Light\n\nSunlight is white.")
    shown = (await client.get(f"/api/v1/videos/{first}/status")).json()["initial_explanation"]
    edited = shown.replace("white", "all colours")
    second = await submit(client, explanation=edited)
    request = await request_of(world, second)
    assert (request.prompt, request.explanation is None) == (QUESTION, False)
    told = (await client.get(f"/api/v1/videos/{second}")).json()
    assert told["request"]["explanation"] == ""
    assert told["original_question"] == QUESTION


async def test_a_script_of_the_largest_size_is_taken(client: httpx2.AsyncClient) -> None:
    script = SCRIPT + "# é\n" * ((400_000 - len(SCRIPT)) // 4)
    answer = await client.post("/api/v1/videos", json={"model": "offline", "script": script})
    assert answer.status_code == 202, answer.text


BAD_TEXTS: dict[str, dict[str, Any]] = {
    "an empty script": {"script": "  \n"},
    "a script that is too long": {"script": "#" * 400_001},
    "a script that does not parse": {"script": "class A(:"},
    "a script that nests too deep": {"script": "x = " + "-" * 300_000 + "1"},
    "an empty explanation": {"explanation": ""},
    "an explanation of headings": {"explanation": "# Sky\n\n## Light"},
    "an explanation that is too long": {"explanation": "a " * 20_001},
    "an explanation with an endless word": {"explanation": f"It is {'a' * 9_000}."},
    "a prompt that is an endless word": {"prompt": "a" * 9_000},
    "a prompt with an endless number": {"prompt": f"Pi is 3.{'14' * 2_495}"},
    "an explanation that is a list": {"explanation": ["Light."]},
    "a script beside an explanation": {"script": "class A: ...", "explanation": "Light is made of colours."},
}


@pytest.mark.parametrize("wish", BAD_TEXTS.values(), ids=BAD_TEXTS)
async def test_an_invalid_text_is_refused_with_the_fields_name(
    client: httpx2.AsyncClient, wish: dict[str, Any]
) -> None:
    answer = await client.post("/api/v1/videos", json={**WISH, **wish})
    assert next(iter(wish)) in problem_of(answer, 422, "invalid_request")["detail"]
