"""Which pictures of a prompt are sent, what stands in place of the others, and how many tokens they count."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.authors.models.base import ChatTurn, Prompt, ShownPicture, Task
from runner.authors.models.pictures import (
    PictureLimits,
    keep_pictures,
    limits_of,
    pictures_of,
    tokens_of,
    within,
    without_pictures,
)
from tests.fakes.pictures import picture

SMALL, LARGE = picture(20, 10), picture(400, 300)
PROMPT = Prompt(Task.REVIEW, "Review.", (ChatTurn("Look.", pictures=(SMALL, LARGE, SMALL)),))
# Pictures by their width in pixels; each has ten bytes for each of them.
WIDTHS = st.lists(st.integers(1, 40), max_size=12)


def sized(width: int, size_bytes: int) -> ShownPicture:
    """A picture of this width, with bytes after its end up to the size."""
    small = picture(width, 1)
    return replace(small, data=small.data.ljust(size_bytes, b"\0"))


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ((True, True, True), "Look."),
        ((True, False, True), "Look.\n\nPicture 2 of 3 can't be shown to you; go by the words for it."),
        (
            (False, True, False),
            "Look.\n\nPictures 1 and 3 of 3 can't be shown to you; go by the words for them.",
        ),
        ((False, False, False), "Look.\n\nThe pictures can't be shown to you; go by the words alone."),
    ],
)
def test_a_plain_sentence_stands_in_place_of_pictures(kept: tuple[bool, ...], said: str) -> None:
    (turn,) = keep_pictures(PROMPT, kept).turns
    assert turn.text == said
    assert turn.pictures == tuple(p for p, is_kept in zip(pictures_of(PROMPT), kept, strict=True) if is_kept)


def test_a_single_picture_is_named_as_one() -> None:
    prompt = replace(PROMPT, turns=(ChatTurn("Look.", pictures=(SMALL,)),))
    assert without_pictures(prompt).turns[0].text.startswith("Look.\n\nThe picture can't be shown to you;")


def test_only_turns_with_pictures_change() -> None:
    others = (ChatTurn("Nice.", is_answer=True), ChatTurn("And now?"))
    blind = without_pictures(replace(PROMPT, turns=(*PROMPT.turns, *others)))
    assert blind.turns[1:] == others
    assert pictures_of(blind) == ()


@pytest.mark.parametrize("provider", ["anthropic", "bedrock", "server", "another"])
def test_twenty_pictures_of_the_usual_size_are_the_most_of_most_vendors(provider: str) -> None:
    assert sum(within(limits_of(provider), [LARGE] * 30)) == 20


def test_openai_takes_more() -> None:
    assert sum(within(limits_of("openai"), [LARGE] * 30)) == 30


def test_a_picture_that_is_too_large_is_left_out_alone() -> None:
    limits = limits_of("anthropic")
    heavy = sized(10, limits.bytes_each + 1)
    assert within(limits, [SMALL, heavy, SMALL]) == (True, False, True)
    assert within(limits, [sized(10, limits.bytes_each)]) == (True,)
    assert within(limits, [picture(8001, 1), picture(1, 8001), picture(8000, 1)]) == (False, False, True)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", SMALL.data[:20], b"<svg/>"])
def test_what_is_no_picture_is_left_out(data: bytes) -> None:
    broken = ShownPicture(data, "image/png")
    assert within(limits_of("openai"), [broken]) == (False,)
    assert tokens_of(broken) == 0


@given(WIDTHS, st.integers(0, 8), st.integers(100, 400), st.integers(0, 2000))
def test_what_is_sent_is_within_the_limits_and_nothing_small_is_left_out_while_there_is_room(
    widths: list[int], most: int, each: int, in_all: int
) -> None:
    limits = PictureLimits(most, each, in_all, pixels_a_side=30)
    pictures = [sized(width, 70 + 10 * width) for width in widths]
    taken = within(limits, pictures)
    sent = [picture for picture, is_taken in zip(pictures, taken, strict=True) if is_taken]
    assert len(sent) <= most
    assert sum(len(picture.data) for picture in sent) <= in_all
    assert all(len(picture.data) <= each for picture in sent)
    if most >= len(pictures) and in_all >= sum(len(picture.data) for picture in pictures):
        fits = [
            width <= 30 and len(picture.data) <= each for width, picture in zip(widths, pictures, strict=True)
        ]
        assert list(taken) == fits


@given(st.lists(st.lists(st.booleans(), max_size=4), min_size=1, max_size=4))
def test_every_turn_keeps_its_own_pictures(kept: list[list[bool]]) -> None:
    turns = tuple(ChatTurn(str(n), pictures=(SMALL,) * len(flags)) for n, flags in enumerate(kept))
    seen = keep_pictures(replace(PROMPT, turns=turns), [flag for flags in kept for flag in flags])
    assert [len(turn.pictures) for turn in seen.turns] == [sum(flags) for flags in kept]
    assert [turn.text.startswith(str(n)) for n, turn in enumerate(seen.turns)] == [True] * len(kept)
    assert ["shown" in turn.text for turn in seen.turns] == [not all(flags) for flags in kept]


@pytest.mark.parametrize(("width", "height", "tokens"), [(750, 1, 1), (480, 270, 173), (1092, 1092, 1590)])
def test_tokens_follow_the_number_of_pixels(width: int, height: int, tokens: int) -> None:
    assert tokens_of(picture(width, height)) == tokens_of(picture(width, height, "jpeg")) == tokens
