"""Finished files over HTTP."""

import email
import email.policy
from pathlib import Path

import httpx2
import pytest

from contract.names import companion_key
from contract.settings import StorageSettings
from tests.api.world import USER, World, problem_of, submit

FILM = bytes(range(256)) * 10_000  # more than two pieces
FILES = {
    "video.mp4": FILM,
    "captions.vtt": b"WEBVTT\n",
    "captions.srt": b"1\n",
    "transcript.md": b"# Sky\n",
    "poster.jpg": b"jpeg",
    "script.py": b"print(1)\n",
    "timeline.json": b"{}",
}


@pytest.fixture
async def files(world: World, client: httpx2.AsyncClient) -> str:
    """The address of a finished video's files."""
    video_id = await submit(client)
    await world.complete(video_id, FILES)
    return f"/api/v1/videos/{video_id}/files"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("video.mp4", "video/mp4"),
        ("captions.vtt", "text/vtt; charset=utf-8"),
        ("captions.srt", "application/x-subrip; charset=utf-8"),
        ("transcript.md", "text/markdown; charset=utf-8"),
        ("poster.jpg", "image/jpeg"),
        ("script.py", "text/plain; charset=utf-8"),
        ("timeline.json", "application/json"),
    ],
)
async def test_every_file_is_served_whole_with_its_content_type(
    client: httpx2.AsyncClient, files: str, name: str, kind: str
) -> None:
    answer = await client.get(f"{files}/{name}")
    assert (answer.status_code, answer.content) == (200, FILES[name])
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-length"] == str(len(FILES[name]))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["accept-ranges"] == "bytes"
    head = await client.head(f"{files}/{name}")
    assert (head.status_code, head.content) == (200, b"")
    for header in ("content-type", "content-length", "etag"):
        assert head.headers[header] == answer.headers[header]


@pytest.mark.parametrize(
    ("wish", "start", "end"),
    [("bytes=0-0", 0, 1), ("bytes=1000000-2000001", 1_000_000, 2_000_002), ("bytes=-5", -5, None)],
)
async def test_a_range_request_returns_those_bytes(
    client: httpx2.AsyncClient, files: str, wish: str, start: int, end: int | None
) -> None:
    answer = await client.get(f"{files}/video.mp4", headers={"Range": wish})
    assert (answer.status_code, answer.content) == (206, FILM[start:end])
    first = start % len(FILM)
    told = f"bytes {first}-{first + len(answer.content) - 1}/{len(FILM)}"
    assert answer.headers["content-range"] == told


async def test_several_parts_come_as_one_message(client: httpx2.AsyncClient, files: str) -> None:
    answer = await client.get(f"{files}/video.mp4", headers={"Range": "bytes=0-9,1500000-1500009,-3"})
    assert answer.status_code == 206
    assert answer.headers["content-length"] == str(len(answer.content))
    head = f"Content-Type: {answer.headers['content-type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + answer.content, policy=email.policy.HTTP)
    parts = [part.get_payload(decode=True) for part in message.iter_parts()]
    assert parts == [FILM[:10], FILM[1_500_000:1_500_010], FILM[-3:]]


async def test_a_range_beyond_the_end_is_refused_with_the_size(
    client: httpx2.AsyncClient, files: str
) -> None:
    answer = await client.get(f"{files}/video.mp4", headers={"Range": f"bytes={len(FILM)}-"})
    problem_of(answer, 416, "range_not_satisfiable")
    assert answer.headers["content-range"] == f"bytes */{len(FILM)}"


@pytest.mark.parametrize("wish", ["bytes=5-1", "lines=1-2", "bytes=x", "bytes=" + "0-0," * 50])
async def test_an_invalid_range_returns_the_whole_file(
    client: httpx2.AsyncClient, files: str, wish: str
) -> None:
    answer = await client.get(f"{files}/captions.vtt", headers={"Range": wish})
    assert (answer.status_code, answer.content) == (200, FILES["captions.vtt"])


async def test_an_unchanged_file_is_not_sent_again(client: httpx2.AsyncClient, files: str) -> None:
    etag = (await client.get(f"{files}/video.mp4")).headers["etag"]
    for told in (etag, f'"x", W/{etag}', "*"):
        answer = await client.get(f"{files}/video.mp4", headers={"If-None-Match": told})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
    assert (await client.get(f"{files}/video.mp4", headers={"If-None-Match": '"x"'})).status_code == 200


async def test_a_range_of_an_outdated_version_returns_the_whole_file(
    client: httpx2.AsyncClient, files: str
) -> None:
    etag = (await client.head(f"{files}/video.mp4")).headers["etag"]
    for told, status in ((etag, 206), ('"older"', 200), (f"W/{etag}", 200)):
        headers = {"Range": "bytes=0-9", "If-Range": told}
        assert (await client.get(f"{files}/video.mp4", headers=headers)).status_code == status


async def test_an_etag_is_the_same_for_every_replica_and_differs_between_files(
    world: World, client: httpx2.AsyncClient, files: str
) -> None:
    async with world.client(USER) as replica:
        tags = {name: (await replica.head(f"{files}/{name}")).headers["etag"] for name in FILES}
    assert len(set(tags.values())) == len(FILES)
    assert tags["video.mp4"] == (await client.head(f"{files}/video.mp4")).headers["etag"]


@pytest.mark.parametrize(
    "name",
    [
        "../../../private/server-secret",
        "..%2f..%2fprivate%2fserver-secret",
        "%2e%2e/%2e%2e/private/server-secret",
        "sections/../../private/x",
        "sections/0.jpg",
        "sections/01.jpg",
        "sections/1.jpg/",
        "sections/1.jpg%00",
        "sections//1.jpg",
        "/etc/passwd",
        "video.mp4/",
        "VIDEO.MP4",
        "video.mp4%0d%0aX-Evil:1",
        "result.json",
        "private/request.json",
        ".",
        "%5c..%5cx",
        "a" * 2000,
    ],
)
async def test_unknown_file_names_are_not_found(
    world: World, client: httpx2.AsyncClient, files: str, name: str
) -> None:
    await world.objects.put_bytes("private/server-secret", b"secret")
    answer = await client.get(f"{files}/{name}")
    problem_of(answer, 404, "not_found")
    assert "x-evil" not in answer.headers


async def test_section_pictures_are_served_while_the_video_is_made(
    world: World, client: httpx2.AsyncClient
) -> None:
    video_id = await submit(client)
    await world.objects.put_bytes(companion_key(video_id, "sections/2.jpg"), b"picture")
    files = f"/api/v1/videos/{video_id}/files"
    assert (await client.get(f"{files}/sections/2.jpg")).content == b"picture"
    problem = problem_of(await client.get(f"{files}/video.mp4"), 404, "not_found")
    assert "queued" in problem["detail"]


async def test_a_finished_video_lists_what_its_reviewer_was_shown(
    world: World, client: httpx2.AsyncClient
) -> None:
    video_id = await submit(client)
    names = ("sheet-10-before.jpg", "sheet-2-after.jpg", "sheet-2-before.jpg")
    await world.complete(video_id, {"video.mp4": b"film", **{name: name.encode() for name in names}})
    sheets = (await client.get(f"/api/v1/videos/{video_id}")).json()["sheets"]
    assert [(sheet["section"], sheet["after"] is None) for sheet in sheets] == [(2, False), (10, True)]
    for place in ("before", "after"):
        assert (await client.get(sheets[0][place])).content == f"sheet-2-{place}.jpg".encode()


async def test_a_download_is_named_after_the_title_and_cannot_inject_headers(
    client: httpx2.AsyncClient, files: str
) -> None:
    answer = await client.get(f"{files}/video.mp4", params={"download": "true"})
    told = answer.headers["content-disposition"]
    assert told.startswith('attachment; filename="Der Himmel_ _blau_ X-Evil_ 1.mp4"')
    assert "filename*=UTF-8''Der%20Himmel" in told
    assert "x-evil" not in answer.headers


@pytest.mark.parametrize(
    ("endpoint", "public", "status"),
    [
        (None, None, 307),
        ("http://minio:9000", None, 200),
        ("http://minio:9000", "https://files.example", 307),
    ],
)
async def test_readers_are_redirected_only_to_a_reachable_bucket(
    tmp_path: Path, endpoint: str | None, public: str | None, status: int
) -> None:
    world = World(tmp_path)
    storage = StorageSettings(object_store="s3", s3_endpoint_url=endpoint, s3_public_endpoint_url=public)
    world.settings = world.settings.model_copy(update={"storage": storage})
    async with world.client() as client:
        video_id = await submit(client)
        await world.complete(video_id, FILES)
        files = f"/api/v1/videos/{video_id}/files"
        answer = await client.get(f"{files}/video.mp4")
        assert answer.status_code == status
        if status == 307:
            assert answer.headers["location"] == await world.objects.url(f"{video_id}.mp4")
        assert (await client.get(f"{files}/captions.vtt")).status_code == 200
        assert (await client.head(f"{files}/video.mp4")).status_code == 200
