"""Ids by their beginning: long enough, of one video only, or a sentence that says what is wrong."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.ids import require_prefix, the_one
from cli.words import SHORT_ID, short_id
from contract.failure import FailureCode, PodreelError
from contract.names import is_video_id

LOOK = "Look into the list."
# Few digits, so that ids begin alike.
ids = st.text("0f", min_size=32, max_size=32).map(lambda digits: str(UUID(hex=digits)))


@given(st.lists(ids, min_size=1, max_size=30, unique=True), st.data())
def test_the_short_form_of_every_id_in_a_list_is_enough_to_find_it(
    known: list[str], data: st.DataObject
) -> None:
    wanted = data.draw(st.sampled_from(known))
    short = short_id(wanted, known)
    assert SHORT_ID <= len(short) <= len(wanted)
    found = [one for one in known if one.startswith(require_prefix(short))]
    assert the_one(short, found, LOOK) == wanted


@given(ids, st.integers(4, 36))
def test_capitals_and_spaces_around_an_id_do_not_matter(video_id: str, length: int) -> None:
    prefix = require_prefix(f" {video_id[:length].upper()}\n")
    assert prefix == video_id[:length]
    assert is_video_id(prefix) is (length == 36)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "'' is not a video's id"),
        ("my-video", "'my-video' is not a video's id"),
        ("../../etc", "not a video's id"),
        ("-1c9a8e", "not a video's id"),
        ("1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e110", "not a video's id"),
        ("1c9", "1c9 is too short"),
    ],
)
def test_what_cannot_begin_an_id_is_refused_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(PodreelError, match=told) as caught:
        require_prefix(text)
    assert (caught.value.code, caught.value.detail[-1]) == (FailureCode.INVALID_REQUEST, ".")


def test_a_beginning_of_two_ids_names_both_and_of_more_says_so() -> None:
    with pytest.raises(PodreelError, match=r"More than one id begins with abcd: abcd1 and abcd2\.") as two:
        the_one("abcd", ["abcd1", "abcd2"], LOOK)
    assert two.value.next_step == "Give more of the id that you mean."
    with pytest.raises(PodreelError, match=r"abcd1 and abcd2 and others\."):
        the_one("abcd", ["abcd1", "abcd2", "abcd3"], LOOK)


def test_a_beginning_of_no_id_says_where_to_look() -> None:
    with pytest.raises(PodreelError, match="No video of yours has an id that begins with abcd") as none:
        the_one("abcd", [], LOOK)
    assert none.value.next_step == LOOK
