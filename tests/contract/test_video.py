"""Requests are checked whole and told in one sentence; statuses only go where they may."""

import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.catalogue import ASPECTS, LANGUAGES, QUALITIES, THEMES, VOICES
from contract.failure import PodreelError
from contract.record import VideoRecord
from contract.video import (
    SCRIPT_MAX_CHARACTERS,
    CustomQuality,
    Narration,
    VideoRequest,
    VideoStatus,
    can_follow,
    parse_request,
)
from tests.contract.refused import PROMPT, refusal

KNOWN: Mapping[str, tuple[str, ...]] = {
    "voice": tuple(VOICES),
    "language": tuple(LANGUAGES),
    "quality": (*QUALITIES, "custom"),
    "aspect": tuple(ASPECTS),
    "theme": THEMES,
}


@pytest.mark.parametrize("length", [10, 11, 9_999, 10_000])
def test_a_prompt_within_its_bounds_is_taken(length: int) -> None:
    assert len(parse_request({"prompt": ("x " * length)[: length - 1] + "x"}).prompt) == length


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (0, "0 characters; it needs at least 10"),
        (9, "9 characters; it needs at least 10"),
        (10_001, "10,001 characters; at most 10,000 are allowed"),
        (1_000_000, "1,000,000 characters; at most 10,000 are allowed"),
    ],
)
def test_a_prompt_out_of_its_bounds_is_refused(length: int, told: str) -> None:
    assert told in refusal(prompt="x" * length)


def test_whitespace_around_a_prompt_does_not_count() -> None:
    assert parse_request({"prompt": f"  \n{PROMPT}\t "}).prompt == PROMPT
    assert "9 characters" in refusal(prompt=" 123456789 ")


def test_length_is_counted_in_characters_not_bytes() -> None:
    assert parse_request({"prompt": "什么是二分查找法呢?请说"}).prompt
    assert parse_request({"prompt": "é," * 5_000}).prompt


def test_a_script_may_come_without_a_prompt() -> None:
    assert parse_request({"script": "x = 1"}).prompt == ""


def test_a_script_that_is_too_long_is_refused() -> None:
    assert "script" in refusal(script="x" * (SCRIPT_MAX_CHARACTERS + 1)).lower()


@pytest.mark.parametrize("field", KNOWN)
@pytest.mark.parametrize("value", ["nonsense", "", "JOANNA", "en_US"])
def test_an_unknown_name_is_refused_with_a_list_of_known_ones(field: str, value: str) -> None:
    sentence = refusal(**{field: value})
    assert f"nknown {field} {value!r}; choose one of {', '.join(KNOWN[field])}" in sentence
    assert sentence.count(".") == 1


def test_an_unknown_narration_lists_the_three() -> None:
    sentence = refusal(narration="loud")
    assert all(f"'{narration}'" in sentence for narration in ("initial", "corrected", "refined"))


def test_several_faults_are_told_in_one_sentence() -> None:
    sentence = refusal(voice="Brian", quality="8k", minutes=99, colour="red")
    for told in ("nknown voice 'Brian'", "nknown quality '8k'", "inutes", "olour"):
        assert told in sentence


def test_a_short_prompt_and_an_unknown_voice_are_reported_together() -> None:
    sentence = refusal(prompt="short", voice="Brian")
    assert "nknown voice 'Brian'" in sentence
    assert "needs at least 10" in sentence


@pytest.mark.parametrize("minutes", [0.49, 0, -1, 30.1, float("nan"), float("inf"), "long"])
def test_a_length_out_of_its_bounds_is_refused(minutes: object) -> None:
    assert "inutes" in refusal(minutes=minutes)


@pytest.mark.parametrize("prompt", [None, 5, ["Explain binary search"], {"text": PROMPT}, b"\xff" * 20])
def test_a_prompt_that_is_not_text_is_refused(prompt: object) -> None:
    assert "rompt" in refusal(prompt=prompt)


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ({"width": 127, "height": 720, "frame_rate": 30}, "width"),
        ({"width": 126, "height": 720, "frame_rate": 30}, "width"),
        ({"width": 1280, "height": 3842, "frame_rate": 30}, "height"),
        ({"width": 1281, "height": 720, "frame_rate": 30}, "even"),
        ({"width": 1280, "height": 721, "frame_rate": 30}, "even"),
        ({"width": 1280, "height": 720, "frame_rate": 9}, "frame_rate"),
        ({"width": 1280, "height": 720, "frame_rate": 61}, "frame_rate"),
        ({"width": 1280, "height": 720, "frame_rate": 29.97}, "frame_rate"),
        ({"width": 1280, "height": None, "frame_rate": 30}, "height"),
        ({"width": 1280, "height": 720}, "frame_rate"),
        ({"width": 1280, "height": 720, "frame_rate": 30, "depth": 8}, "depth"),
        (None, "needs width, height and frame rate"),
    ],
)
def test_a_custom_quality_is_checked(size: object, told: str) -> None:
    assert told in refusal(quality="custom", custom=size)


def test_a_custom_size_needs_the_custom_quality() -> None:
    size = {"width": 640, "height": 360, "frame_rate": 25}
    assert "needs width, height and frame rate" in refusal(quality="high", custom=size)
    assert parse_request({"prompt": PROMPT, "quality": "custom", "custom": size}).custom is not None


def test_an_unknown_field_is_refused() -> None:
    assert "olour" in refusal(colour="red")


def test_a_request_cannot_be_changed() -> None:
    request = parse_request({"prompt": PROMPT})
    with pytest.raises(ValueError, match="frozen"):
        request.prompt = "Something else"  # type: ignore[misc]


anything = st.text(st.characters(exclude_categories=()), min_size=0, max_size=300)


@given(anything)
def test_no_control_character_or_surrogate_gets_through(text: str) -> None:
    prompt = parse_request({"prompt": f"Explain this: {text} {PROMPT}"}).prompt
    left = {character for character in prompt if unicodedata.category(character) in {"Cc", "Cs"}}
    assert left <= {"\t", "\n", "\r"}
    prompt.encode()


@given(anything)
def test_checking_a_checked_prompt_changes_nothing(text: str) -> None:
    once = parse_request({"prompt": f"Explain {text} binary search"}).prompt
    assert parse_request({"prompt": once}).prompt == once


@given(anything)
def test_any_text_is_taken_or_refused_but_never_breaks_the_check(text: str) -> None:
    if 10 <= len(text) <= 10_000 and text.isalpha() and text.isascii():
        assert parse_request({"prompt": text}).prompt == text
    elif len(text) < 10:
        assert "needs at least 10" in refusal(prompt=text)
    else:
        with suppress(PodreelError):
            assert 10 <= len(parse_request({"prompt": text}).prompt) <= 10_000


def test_a_lone_surrogate_in_a_script_is_refused() -> None:
    assert "cript" in refusal(script="x = '\ud800'")


sides = st.integers(64, 1920).map(lambda half: 2 * half)
customs = st.builds(CustomQuality, width=sides, height=sides, frame_rate=st.integers(10, 60))
prompts = st.text(st.characters(codec="utf-8"), min_size=0, max_size=100).map(
    lambda text: f"About {text} and so on"
)


@st.composite
def requests(draw: st.DrawFn) -> VideoRequest:
    fields: dict[str, Any] = {name: draw(st.sampled_from(known)) for name, known in KNOWN.items()}
    fields["custom"] = draw(customs) if fields["quality"] == "custom" else None
    fields["minutes"] = draw(st.none() | st.floats(0.5, 30))
    fields["script"] = draw(st.none() | st.text(st.characters(codec="utf-8"), max_size=100))
    fields["narration"] = draw(st.sampled_from(Narration))
    fields["strict"] = draw(st.booleans())
    return VideoRequest(prompt=draw(prompts), model=draw(st.sampled_from(["offline", "gpt-5"])), **fields)


@given(requests())
def test_every_valid_request_survives_json(request: VideoRequest) -> None:
    assert VideoRequest.model_validate_json(request.model_dump_json()) == request


@given(requests())
def test_a_valid_request_stays_valid(request: VideoRequest) -> None:
    assert parse_request(request.model_dump(mode="json")) == request


def _pairs() -> list[tuple[VideoStatus, VideoStatus]]:
    return list(product(VideoStatus, VideoStatus))


def test_no_status_can_follow_a_final_one() -> None:
    ends = {status for status in VideoStatus if status.is_terminal}
    assert ends == {VideoStatus.COMPLETED, VideoStatus.FAILED, VideoStatus.CANCELLED}
    assert not any(can_follow(current, following) for current, following in _pairs() if current in ends)


def test_every_final_status_can_follow_any_status_that_is_not_final() -> None:
    assert all(
        can_follow(current, following)
        for current, following in _pairs()
        if not current.is_terminal and following.is_terminal
    )


def test_a_running_video_never_returns_to_queued() -> None:
    assert can_follow(VideoStatus.QUEUED, VideoStatus.QUEUED)
    assert not any(
        can_follow(status, VideoStatus.QUEUED) for status in VideoStatus if status is not VideoStatus.QUEUED
    )


def test_a_new_attempt_may_restart_from_any_working_status() -> None:
    working = [status for status in VideoStatus if not status.is_terminal]
    assert all(can_follow(status, VideoStatus.GENERATING_INITIAL_EXPLANATION) for status in working)


@given(st.lists(st.sampled_from(VideoStatus), max_size=30))
def test_however_statuses_arrive_a_record_ends_once_and_stays_ended(arriving: list[VideoStatus]) -> None:
    status, history = VideoStatus.QUEUED, [VideoStatus.QUEUED]
    for following in arriving:
        if can_follow(status, following):
            status = following
            history.append(status)
    assert sum(reached.is_terminal for reached in history) <= 1
    assert VideoStatus.QUEUED not in history[history.count(VideoStatus.QUEUED) :]
    assert all(not reached.is_terminal for reached in history[:-1])


@pytest.mark.parametrize("fields", [{"progress_percent": 101}, {"progress_percent": -1}, {"generation": 0}])
def test_a_record_keeps_its_bounds(fields: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(fields))):
        VideoRecord.model_validate({"video_id": "v", **fields})
