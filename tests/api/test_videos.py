"""Asking for videos, looking at them, ending them."""

from datetime import datetime
from typing import Any

import httpx2
import pytest

from contract.failure import FailureCode
from contract.names import job_name
from contract.stage import Stage
from contract.video import VideoStatus
from controller.cluster.fake.faults import InjectedFault
from stores.objects.directory import DirectoryStore
from tests.api.world import BASE, OPERATOR, OTHER, QUESTION, USER, WISH, World, problem_of, submit

STATUS_FIELDS = {
    "video_id",
    "status",
    "message",
    "video_url",
    "s3_url",
    "created_at",
    "progress",
    "original_question",
    "model",
    "language",
    "initial_explanation",
    "refined_explanation",
}


async def test_a_request_is_accepted_with_exactly_the_fields_of_its_status(
    world: World, client: httpx2.AsyncClient
) -> None:
    answer = await client.post("/api/v1/videos", json={**WISH, "priority": 7})
    assert answer.status_code == 202
    told = answer.json()
    assert set(told) == STATUS_FIELDS
    url = f"{BASE}/api/v1/videos/{told['video_id']}"
    assert (told["status"], told["message"]) == ("queued", "Video generation started")
    for name in ("video_url", "s3_url", "initial_explanation", "refined_explanation"):
        assert told[name] is None
    assert (told["progress"], told["original_question"]) == (0, QUESTION)
    assert (told["model"], told["language"]) == ("offline", "en")
    assert datetime.fromisoformat(told["created_at"]).tzinfo is not None
    assert answer.headers["location"] == f"{url}/status"
    job = await world.cluster.get(job_name(told["video_id"], 1))
    assert job is not None
    assert (job.order.caller, job.order.priority, job.order.request.voice) == ("user", 7, "Joanna")
    assert (await client.get(f"{url}/status")).json() == told


async def test_texts_are_shown_as_soon_as_they_exist(world: World, client: httpx2.AsyncClient) -> None:
    video_id = await submit(client)
    await world.advance(
        video_id, status=VideoStatus.REFINING_EXPLANATION, initial_explanation="# Sky", progress_percent=25
    )
    told = (await client.get(f"/api/v1/videos/{video_id}/status")).json()
    assert (told["status"], told["progress"], told["initial_explanation"]) == (
        "refining_explanation",
        25,
        "# Sky",
    )
    assert told["refined_explanation"] is None


async def test_a_finished_video_is_completed_and_lists_its_files(
    world: World, client: httpx2.AsyncClient
) -> None:
    video_id = await submit(client)
    await world.complete(video_id, {"video.mp4": b"film", "poster.jpg": b"still"})
    status = (await client.get(f"/api/v1/videos/{video_id}/status")).json()
    assert status["message"] == "Video generated successfully"
    assert status["progress"] == 100
    assert status["video_url"] == f"{BASE}/api/v1/videos/{video_id}/files/video.mp4"
    told = (await client.get(f"/api/v1/videos/{video_id}")).json()
    assert told["video_url"] == status["video_url"]
    (line,) = (await client.get("/api/v1/videos")).json()["videos"]
    assert line["video_url"] == status["video_url"]
    files = {file["name"]: (file["size_bytes"], file["url"]) for file in told["files"]}
    assert files["poster.jpg"] == (5, f"{BASE}/api/v1/videos/{video_id}/files/poster.jpg")
    assert told["sync"]["max_offset_ms"] == 12.0
    assert told["stage_seconds"] == {"explain": 1.5}
    assert told["failure"] is None
    assert told["attempts"] == told["generation"] == 1


async def test_a_failed_video_reports_code_message_and_next_step(
    world: World, client: httpx2.AsyncClient
) -> None:
    video_id = await submit(client)
    await world.advance(
        video_id,
        status=VideoStatus.FAILED,
        stage=Stage.RENDER,
        code=FailureCode.SCRIPT_FAILED,
        message="No script.",
        next_step="Do.",
    )
    told = (await client.get(f"/api/v1/videos/{video_id}")).json()
    assert told["failure"] == {
        "code": "script_failed",
        "category": "script_failed",
        "message": "No script.",
        "next_step": "Do.",
    }
    assert told["stage"] == "render"


async def test_a_repeated_key_gives_the_same_video_and_another_request_under_it_conflicts(
    client: httpx2.AsyncClient,
) -> None:
    headers = {"Idempotency-Key": "lesson-7"}
    answers = [await client.post("/api/v1/videos", json=WISH, headers=headers) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["video_id"] for answer in answers}) == 1
    other = await client.post("/api/v1/videos", json={**WISH, "quality": "draft"}, headers=headers)
    problem_of(other, 409, "conflict")


async def test_two_callers_may_use_the_same_key(world: World) -> None:
    ids = []
    for key in (USER, OTHER):
        async with world.client(key) as client:
            answer = await client.post("/api/v1/videos", json=WISH, headers={"Idempotency-Key": "1"})
            ids.append(answer.json()["video_id"])
    assert len(set(ids)) == 2


async def test_a_list_is_newest_first_and_its_cursor_reaches_every_video(client: httpx2.AsyncClient) -> None:
    ids = [await submit(client, prompt=f"Question number {number}?") for number in range(7)]
    found: list[str] = []
    cursor = ""
    while True:
        page = (await client.get("/api/v1/videos", params={"limit": 3, "cursor": cursor})).json()
        found += [video["video_id"] for video in page["videos"]]
        assert len(page["videos"]) <= 3
        if (cursor := page["next_cursor"]) is None:
            break
    assert found == ids[::-1]


async def test_a_list_is_filtered_by_status_time_and_text(world: World, client: httpx2.AsyncClient) -> None:
    first = await submit(client, prompt="Why do leaves fall in autumn?")
    second = await submit(client)
    await world.advance(second, status=VideoStatus.FAILED, code=FailureCode.INTERNAL)

    async def listed(**query: Any) -> list[str]:
        answer = await client.get("/api/v1/videos", params=query)
        return [video["video_id"] for video in answer.json()["videos"]]

    assert await listed(status="failed") == [second]
    assert await listed(status=["failed", "queued"]) == [second, first]
    assert await listed(text="LEAVES") == [first]
    assert await listed(id_prefix=first[:12]) == [first]
    assert await listed(created_from="2999-01-01T00:00:00Z") == []
    assert await listed(created_until="2999-01-01T00:00:00Z") == [second, first]


async def test_each_caller_sees_its_own_videos_and_an_operator_all(world: World) -> None:
    async with world.client(USER) as user, world.client(OTHER) as other, world.client(OPERATOR) as operator:
        mine, others = await submit(user), await submit(other)
        for client, expected in ((user, {mine}), (other, {others}), (operator, {mine, others})):
            found = (await client.get("/api/v1/videos")).json()["videos"]
            assert {video["video_id"] for video in found} == expected
        for path in ("", "/status", "/events", "/logs", "/files/video.mp4"):
            problem_of(await other.get(f"/api/v1/videos/{mine}{path}"), 404, "not_found")
        for action in ("cancel", "retry"):
            problem_of(await other.post(f"/api/v1/videos/{mine}/{action}"), 404, "not_found")
        problem_of(await other.delete(f"/api/v1/videos/{mine}"), 404, "not_found")
        assert (await operator.get(f"/api/v1/videos/{mine}/status")).status_code == 200


async def test_a_video_is_cancelled(world: World, client: httpx2.AsyncClient) -> None:
    video_id = await submit(client)
    answer = await client.post(f"/api/v1/videos/{video_id}/cancel")
    assert answer.status_code == 202
    job = await world.cluster.get(job_name(video_id, 1))
    assert job is not None
    assert job.is_cancelled


async def test_only_failed_or_cancelled_videos_can_be_retried(
    world: World, client: httpx2.AsyncClient
) -> None:
    video_id = await submit(client)
    problem_of(await client.post(f"/api/v1/videos/{video_id}/retry"), 409, "conflict")


async def test_a_retried_video_has_the_next_generation(world: World, client: httpx2.AsyncClient) -> None:
    video_id = await submit(client)
    await world.fail(video_id)
    answer = await client.post(f"/api/v1/videos/{video_id}/retry")
    assert (answer.status_code, answer.json()["status"]) == (202, "queued")
    assert answer.json()["message"] == "Video generation started"
    told = (await client.get(f"/api/v1/videos/{video_id}")).json()
    assert (told["generation"], told["failure"]) == (2, None)
    assert await world.cluster.get(job_name(video_id, 2)) is not None


async def test_a_video_in_s3_has_its_lasting_address_once_it_is_there(world: World) -> None:
    class InBucket(DirectoryStore):
        def public_url(self, key: str) -> str | None:
            return f"https://films.s3.amazonaws.com/{key}"

    world.objects = InBucket(world.folder / "objects")
    async with world.client() as client:
        video_id = await submit(client)
        path = f"/api/v1/videos/{video_id}/status"
        assert (await client.get(path)).json()["s3_url"] is None
        await world.complete(video_id, {})
        assert (await client.get(path)).json()["s3_url"] == f"https://films.s3.amazonaws.com/{video_id}.mp4"


async def test_a_deleted_video_is_410_for_its_owner_and_404_for_others(world: World) -> None:
    async with world.client(USER) as user, world.client(OTHER) as other:
        video_id = await submit(user)
        assert (await user.delete(f"/api/v1/videos/{video_id}")).status_code == 204
        for path in ("", "/status", "/events", "/files/video.mp4", "/logs"):
            problem_of(await user.get(f"/api/v1/videos/{video_id}{path}"), 410, "deleted")
            problem_of(await other.get(f"/api/v1/videos/{video_id}{path}"), 404, "not_found")
        problem_of(await user.delete(f"/api/v1/videos/{video_id}"), 410, "deleted")


@pytest.mark.parametrize(
    "video_id", ["2f9c7d0e-5b1a-4c3d-8e6f-7a8b9c0d1e2f", "x", "..", "%00", "A" * 3000, "🎬", "%ff%fe"]
)
async def test_an_unknown_id_is_not_found(client: httpx2.AsyncClient, video_id: str) -> None:
    for path in ("/status", "/events", "/files/video.mp4", "/logs"):
        answer = await client.get(f"/api/v1/videos/{video_id}{path}")
        problem_of(answer, 404, "not_found")


async def test_while_the_cluster_is_unreachable_a_request_is_refused_with_retry_after(
    world: World, client: httpx2.AsyncClient
) -> None:
    world.cluster.faults.script("create", *[InjectedFault.BEFORE] * 20)
    answer = await client.post("/api/v1/videos", json=WISH)
    problem_of(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


async def test_a_list_tells_what_its_finished_videos_are(world: World, client: httpx2.AsyncClient) -> None:
    video_id = await submit(client, language="de")
    (waiting,) = (await client.get("/api/v1/videos")).json()["videos"]
    assert (waiting["title"], waiting["seconds"], waiting["poster_url"]) == ("", None, None)
    await world.complete(video_id, {"video.mp4": b"film", "poster.jpg": b"picture"})
    page = (await client.get("/api/v1/videos")).json()
    (listed,) = page["videos"]
    assert listed["title"].startswith("Der Himmel")
    assert (listed["seconds"], listed["language"], listed["model"]) == (1.0, "de", "offline")
    assert listed["caller"] == "user"
    assert (await client.get(listed["poster_url"])).content == b"picture"
    assert page["total"] == 1


async def test_every_page_tells_how_many_videos_there_are(world: World, client: httpx2.AsyncClient) -> None:
    made = [await submit(client, prompt=f"Why is the sky blue in year {year}?") for year in range(5)]
    await world.advance(made[0], status=VideoStatus.FAILED, code=FailureCode.INTERNAL)
    first = (await client.get("/api/v1/videos", params={"limit": 2})).json()
    second = (await client.get("/api/v1/videos", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert (first["total"], second["total"]) == (5, 5)
    queued = await client.get("/api/v1/videos", params={"limit": 2, "status": "queued"})
    assert queued.json()["total"] == 4


async def test_what_is_searched_is_counted_if_it_fits_one_page(client: httpx2.AsyncClient) -> None:
    for year in range(3):
        await submit(client, prompt=f"Why is the sky blue in year {year}?")
    totals = [
        (await client.get("/api/v1/videos", params={"text": "sky", "limit": limit})).json()["total"]
        for limit in (2, 3)
    ]
    assert totals == [None, 3]


async def test_addresses_in_answers_use_the_requested_host(world: World, client: httpx2.AsyncClient) -> None:
    video_id = await submit(client)
    await world.complete(video_id, {"video.mp4": b"film"})
    host = {"Host": "podreel.example:9000"}
    answer = await client.get(f"/api/v1/videos/{video_id}/status", headers=host)
    url = f"http://podreel.example:9000/api/v1/videos/{video_id}/files/video.mp4"
    assert answer.json()["video_url"] == url
