"""An order comes back from its JSON as it was, also from an earlier version's, and carries no large text."""

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.names import input_key
from contract.order import INPUT_FIELDS, InputReference, JobOrder, shown_request
from contract.video import CustomQuality, Narration, VideoRequest

ID = "7b6bfa0e-9c9e-4d0c-8a5f-0f6f2ad1c001"
AT = datetime(2026, 11, 21, 12, 30, 1, 123456, tzinfo=UTC)
QUESTION = "Why is the sky blue?"
texts = st.text(st.characters(exclude_categories=["Cs"]))


def order(request: VideoRequest, **fields: Any) -> JobOrder:
    return JobOrder(ID, 1, request, **{"caller": "ada", "submitted_at": AT, **fields})


@given(
    texts,
    texts,
    st.integers(1, 9),
    st.integers(0, 9),
    st.sampled_from([AT, AT.astimezone(timezone(timedelta(hours=5)))]),
)
def test_an_order_survives_json(
    script: str, caller: str, generation: int, priority: int, at: datetime
) -> None:
    inline = JobOrder(ID, generation, VideoRequest(script=script, theme="light"), caller, at, priority)
    for made in (inline, inline.referring()[0]):
        read = JobOrder.from_json(made.to_json())
        assert read == made
        assert read.request.model_fields_set == {"script", "theme"}


@given(texts)
def test_an_order_refers_to_texts_by_reference(script: str) -> None:
    inline = order(VideoRequest(script=script))
    referring, stored = inline.referring()
    digest = sha256(script.encode()).hexdigest()
    assert referring.inputs == (
        InputReference("script", input_key(ID, digest), digest, len(script.encode())),
    )
    assert stored == {input_key(ID, digest): script.encode()}
    assert referring.request.script == ""
    assert referring.request_hash == inline.request_hash
    assert referring.referring() == (referring, {})


def test_a_request_without_texts_refers_to_nothing() -> None:
    asked = order(VideoRequest(prompt=QUESTION))
    assert asked.referring() == (asked, {})


@pytest.mark.parametrize("name", INPUT_FIELDS)
def test_an_order_is_small_however_large_its_texts_are(name: str) -> None:
    (limit,) = (bound.max_length for bound in VideoRequest.model_fields[name].metadata)
    whole = VideoRequest.model_validate({"prompt": QUESTION, name: "日" * limit})
    asked, texts = order(whole).referring()
    assert [len(text) for text in texts.values()] == [3 * limit]
    assert len(asked.to_json()) < 1_000


@pytest.mark.parametrize(
    ("asked", "digest"),
    [
        (
            order(VideoRequest(prompt=QUESTION)),
            "1e92b0ec1fc9e2135bf6f4cf0340a023ca900fc4b1f4f57e5a53a8feea0111f4",
        ),
        (
            order(
                VideoRequest(
                    prompt="Was ist ein Fluß? ☀",
                    language="de",
                    quality="custom",
                    custom=CustomQuality(width=640, height=480, frame_rate=24),
                    narration=Narration.REFINED,
                    minutes=1.5,
                    strict=True,
                ),
                priority=9,
            ),
            "ac25ecbc9d66bacab0dd5b85239aa4d1d23efcf0beba40081585364a6845a9c8",
        ),
    ],
)
def test_the_hash_of_a_request_never_changes(asked: JobOrder, digest: str) -> None:
    """Jobs of earlier versions are compared with what is asked for again today."""
    assert asked.request_hash == digest


@pytest.mark.parametrize(
    "other",
    [
        order(VideoRequest(prompt=QUESTION, voice="Matthew")),
        order(VideoRequest(prompt=QUESTION, language="de")),
        order(VideoRequest(prompt=QUESTION), caller="ben"),
        order(VideoRequest(prompt=QUESTION), priority=4),
        order(VideoRequest(prompt=QUESTION, script="")),
        order(VideoRequest(prompt=QUESTION, script="x = 1")),
        order(VideoRequest(prompt=QUESTION, script="x = 2")),
    ],
)
def test_another_request_has_another_hash(other: JobOrder) -> None:
    hashes = {other.request_hash, order(VideoRequest(prompt=QUESTION)).request_hash}
    assert len(hashes | {order(VideoRequest(prompt=QUESTION, script="x = 3")).request_hash}) == 3


def test_defaults_may_be_written_explicitly() -> None:
    written = order(VideoRequest(prompt=QUESTION, quality="standard", minutes=None))
    assert written.request_hash == order(VideoRequest(prompt=QUESTION)).request_hash


def test_an_order_of_version_0_1_is_read() -> None:
    fields = {"video_id": ID, "caller": "ada", "submitted_at": "2026-11-21T12:30:01.123456Z", "priority": 7}
    text = json.dumps({**fields, "request": {"prompt": QUESTION}})
    assert JobOrder.from_json(text) == order(VideoRequest(prompt=QUESTION), priority=7)


def test_unknown_fields_in_an_order_are_ignored() -> None:
    fields = json.loads(order(VideoRequest(prompt=QUESTION)).to_json())
    assert JobOrder.from_fields({**fields, "deadline": 5}) == order(VideoRequest(prompt=QUESTION))


@pytest.mark.parametrize(
    "change",
    [
        {"request": {"prompt": QUESTION, "colour": "red"}},
        {"request": {"prompt": "short"}},
        {"request": None},
        {"submitted_at": "2026-11-21T12:30:01"},
        {"submitted_at": "soon"},
        {"generation": "first"},
        {"inputs": [{"name": "script"}]},
        {"caller": None},
    ],
)
def test_an_ambiguous_order_is_refused(change: dict[str, Any]) -> None:
    fields = json.loads(order(VideoRequest(prompt=QUESTION)).to_json())
    with pytest.raises(ValueError, match=r"\S"):
        JobOrder.from_fields({**fields, **change})


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "7", '"order"', "{}", b"\xff"])
def test_invalid_orders_are_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        JobOrder.from_json(text)


def test_readers_see_a_request_without_its_texts() -> None:
    request = VideoRequest(prompt=QUESTION, script="x = 1")
    assert shown_request(request) == VideoRequest(prompt=QUESTION, script="")
    assert shown_request(VideoRequest(prompt=QUESTION)) == VideoRequest(prompt=QUESTION)
