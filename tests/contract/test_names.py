"""Keys and names: what they look like, that they never collide, and that only public files are public."""

import uuid
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.names import (
    PUBLIC_COMPANIONS,
    attempt_key,
    claim_key,
    companion_key,
    input_key,
    is_video_id,
    lock_name,
    new_video_id,
    parse_sheet_name,
    public_key,
    request_key,
    result_key,
    sheet_name,
    video_key,
    work_key,
)

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
video_ids = st.uuids().map(str)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (video_key(ID), f"{ID}.mp4"),
        (companion_key(ID, "captions.vtt"), f"{ID}/captions.vtt"),
        (public_key(ID, "video.mp4"), f"{ID}.mp4"),
        (public_key(ID, "captions.vtt"), f"{ID}/captions.vtt"),
        (result_key(ID, 2), f"private/results/{ID}-2.json"),
        (input_key(ID, "ab"), f"private/inputs/{ID}/ab"),
        (request_key(ID), f"private/{ID}/request.json"),
        (claim_key(ID, 2, 3), f"private/{ID}/claims/2-3"),
        (work_key(ID, "speech-abc"), f"private/{ID}/work/speech-abc"),
        (attempt_key(ID, 2, 3, "video.mp4"), f"private/{ID}/work/2-3/video.mp4"),
        (lock_name(ID), f"{ID}.lock"),
    ],
)
def test_a_key_looks_as_designed(key: str, expected: str) -> None:
    assert key == expected


@given(st.integers(1, 999), st.booleans())
def test_the_name_of_a_sheet_tells_its_section_and_whether_that_was_changed(
    number: int, is_after: bool
) -> None:
    assert parse_sheet_name(sheet_name(number, is_after=is_after)) == (number, is_after)


@pytest.mark.parametrize(
    "name",
    ["sheet-0-after.jpg", "sheet-01-after.jpg", "sheet-1-after.jpg\n", "sheet-1.jpg", "../sheet-1-after.jpg"],
)
def test_other_names_are_no_sheets(name: str) -> None:
    assert parse_sheet_name(name) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "../../etc/passwd",
        ID.upper(),
        f"{ID}\n",
        f" {ID}",
        f"{ID}/..",
        ID.replace("-", ""),
        ID[:-1],
        ID[:-1] + "g",
        f"{{{ID}}}",
        ID[:-1] + "\N{FULLWIDTH DIGIT ONE}",
    ],
)
def test_only_a_plain_lowercase_uuid_is_a_videos_id(text: str) -> None:
    assert not is_video_id(text)


@given(video_ids)
def test_every_uuid_is_a_videos_id(video_id: str) -> None:
    assert is_video_id(video_id)


def test_new_ids_are_legal_and_differ() -> None:
    ids = {new_video_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(is_video_id(video_id) for video_id in ids)


@given(st.text())
def test_no_accepted_id_can_escape_its_folder(text: str) -> None:
    if is_video_id(text):
        assert str(uuid.UUID(text)) == text


@given(st.lists(video_ids, min_size=2, max_size=4, unique=True))
def test_keys_of_different_things_never_collide(ids: list[str]) -> None:
    keys = [key for video_id in ids for key in _keys(video_id)]
    assert len(set(keys)) == len(keys)


@given(video_ids)
def test_no_key_is_absolute_or_climbs_out(video_id: str) -> None:
    for key in _keys(video_id):
        assert not {"", ".", ".."} & set(key.split("/"))


@given(video_ids)
def test_only_the_video_and_its_companions_are_outside_private(video_id: str) -> None:
    public = {key for key in _keys(video_id) if not key.startswith("private/")}
    assert public == {video_key(video_id), *(companion_key(video_id, name) for name in PUBLIC_COMPANIONS)}


def _keys(video_id: str) -> Iterator[str]:
    yield video_key(video_id)
    yield request_key(video_id)
    yield input_key(video_id, "0" * 64)
    yield work_key(video_id, "section-0123abcd.mp4")
    for name in PUBLIC_COMPANIONS:
        yield companion_key(video_id, name)
    for generation in (1, 2, 11, 12):
        yield result_key(video_id, generation)
    for generation, attempt in product((1, 2, 11, 12), repeat=2):
        yield claim_key(video_id, generation, attempt)
        yield attempt_key(video_id, generation, attempt, "video.mp4")
