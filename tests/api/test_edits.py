"""Mending a video: its text with the code, the faults of a script, and edits that know their origin."""

import httpx2

from contract.names import work_key
from contract.spoken_story import STORY_NAME, SpokenSection, SpokenStory
from contract.video import VideoStatus
from tests.api.world import OPERATOR, OTHER, SCRIPT, World, problem_of, submit

UNKNOWN = "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11"
STORY = SpokenStory(
    title="Sky",
    language="en",
    sections=(SpokenSection(title="Sky", beats=("It is blue.", "Mostly."), unread="```python\nx = 1\n```"),),
)


async def test_an_edit_is_linked_with_its_origin_in_both_directions(
    world: World, client: httpx2.AsyncClient
) -> None:
    origin = await submit(client)
    first = await submit(client, explanation="# Sky\n\nIt is red.", edited_from=origin)
    second = await submit(client, edited_from=origin)
    async with world.client(OPERATOR) as operator:
        third = await submit(operator, edited_from=origin)
    await world.advance(first, status=VideoStatus.RENDERING_VIDEO)
    told = (await client.get(f"/api/v1/videos/{origin}")).json()
    assert [(edit["video_id"], edit["status"]) for edit in told["edits"]] == [
        (third, "queued"),
        (second, "queued"),
        (first, "rendering_video"),
    ]
    assert told["edited_from"] is None
    edit = (await client.get(f"/api/v1/videos/{first}")).json()
    assert (edit["edited_from"], edit["edits"]) == (origin, [])


async def test_only_an_existing_video_of_ones_own_can_be_edited(
    world: World, client: httpx2.AsyncClient
) -> None:
    async with world.client(OTHER) as other:
        foreign = await submit(other)
    deleted = await submit(client)
    assert (await client.delete(f"/api/v1/videos/{deleted}")).status_code == 204
    for origin, code in (
        (foreign, "not_found"),
        (UNKNOWN, "not_found"),
        (deleted, "not_found"),
        ("x", "invalid"),
    ):
        for path in ("videos", "estimate"):
            wish = {"prompt": "Why is the sky blue?", "as_text": True, "edited_from": origin}
            problem = problem_of(await client.post(f"/api/v1/{path}", json=wish), 422, "invalid_request")
            assert [(fault["field"], fault["code"]) for fault in problem["errors"]] == [("edited_from", code)]


async def test_a_guest_sees_no_other_videos_of_the_owner(world: World, client: httpx2.AsyncClient) -> None:
    origin = await submit(client)
    edit = await submit(client, edited_from=origin)
    await submit(client, edited_from=edit)
    await world.complete(edit, {"video.mp4": b"film"})
    ticket = (await client.post(f"/api/v1/videos/{edit}/share", json={})).json()["share"]
    async with world.client(None) as guest:
        told = (await guest.get(f"/api/v1/videos/{edit}", params={"share": ticket})).json()
    assert (told["edited_from"], told["request"]["edited_from"], told["edits"]) == (None, None, [])


async def test_a_finished_video_tells_its_text_with_the_code_of_each_section(
    world: World, client: httpx2.AsyncClient
) -> None:
    video_id = await submit(client)
    await world.complete(video_id, {"video.mp4": b"film", "script.py": f"import math\n\n{SCRIPT}".encode()})
    told = (await client.get(f"/api/v1/videos/{video_id}/explanation")).json()
    (section,) = told["sections"]
    assert (section["number"], section["title"], section["beats"]) == (1, "Sky", ["Blue."])
    assert (section["first_line"], section["is_degraded"]) == (6, False)
    assert section["code"].startswith("class Sky(NarratedScene):\n")
    assert (told["shared_code"], told["language"], told["spoken"]) == ("import math", "en", "initial")
    await world.objects.put_bytes(work_key(video_id, STORY_NAME), STORY.model_dump_json().encode())
    told = (await client.get(f"/api/v1/videos/{video_id}/explanation")).json()
    assert told["sections"][0]["beats"] == ["It is blue.", "Mostly."]
    assert told["markdown"] == "# Sky\n\n## Sky\n\nIt is blue.\n\nMostly.\n\n```python\nx = 1\n```"


async def test_the_text_is_told_before_the_video_is_finished_and_never_made_up(
    world: World, client: httpx2.AsyncClient
) -> None:
    video_id = await submit(client)
    path = f"/api/v1/videos/{video_id}/explanation"
    problem_of(await client.get(path), 409, "conflict")
    text = "# Sky\n\n## Light\n\nIt is blue. Mostly."
    await world.advance(video_id, status=VideoStatus.GENERATING_SCRIPT, initial_explanation=text)
    told = (await client.get(path)).json()
    assert [(part["title"], part["beats"], part["code"]) for part in told["sections"]] == [
        ("Light", ["It is blue.", "Mostly."], None)
    ]
    assert (told["title"], told["markdown"], told["shared_code"]) == ("Sky", text, None)
    async with world.client(OTHER) as other:
        problem_of(await other.get(path), 404, "not_found")


async def test_the_faults_of_a_script_have_places_and_nothing_is_stored(client: httpx2.AsyncClient) -> None:
    async def faults(script: str) -> list[tuple[object, ...]]:
        answer = await client.post("/api/v1/script/check", json={"script": script})
        assert answer.status_code == 200
        found = answer.json()["faults"]
        names = ("code", "severity", "line", "column", "end_line", "end_column")
        return [tuple(fault[name] for name in names) for fault in found]

    assert await faults(SCRIPT) == []
    assert await faults("class A(:\n") == [("syntax", "error", 1, 9, 1, 10)]
    assert await faults("x = 1") == [("no_scene", "error", 1, 1, 1, 6)]
    assert await faults("") == [("no_scene", "error", 1, 1, 1, 1)]
    assert await faults(SCRIPT.replace("class Sky", "class Sea")) == [
        ("unknown_scene", "error", 1, 53, 1, 58)
    ]
    assert await faults(SCRIPT.replace("Blue.", "b" * 400)) == [("narration", "error", 1, 1, 1, 10)]
    assert await faults('class Ä:\n    ä = "\\d"\n') == [("doubtful", "warning", 2, 5, 2, 13)]
    assert (await client.get("/api/v1/videos")).json()["videos"] == []
    problem = problem_of(await client.post("/api/v1/script/check", json={}), 422, "invalid_request")
    assert [(fault["field"], fault["code"]) for fault in problem["errors"]] == [("script", "missing")]
