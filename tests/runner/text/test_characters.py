"""Widths and kinds of characters, as captions, storyboards, beats and silence count them."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest

from runner.media.captions.units import LINE_WIDTH, measure_width
from runner.speech.engines.silence import reading_seconds
from runner.text.characters import before_cluster, count_wide, is_unspaced, printable, width_of
from runner.text.sentences import weight


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("", 0),
        ("plain", 0),
        ("été", 0),
        ("光合作用", 4),
        ("ＡＢ", 2),
        ("한국", 2),
        ("カナ", 2),
        ("ｶﾅ", 0),
        ("🙂", 1),
    ],
)
def test_captions_beats_and_silence_count_the_same_characters_as_wide(text: str, wide: int) -> None:
    assert count_wide(text) == wide
    assert width_of(text) == len(text) + wide
    assert weight(text) == len(text) + 2 * wide
    assert measure_width(text) == pytest.approx(len(text) + 1.1 * wide)
    if wide:
        assert reading_seconds(text * 9) == pytest.approx(wide * 2)


def test_twenty_chinese_characters_fill_a_line_of_a_caption() -> None:
    assert measure_width("字" * 20) == LINE_WIDTH


def test_lines_may_break_next_to_chinese_and_japanese_but_not_korean_letters() -> None:
    assert [is_unspaced(character) for character in "字かカ，Ａ𠀀"] == [True] * 6
    assert not any(is_unspaced(character) for character in "a한é👍")


def test_a_text_is_cut_before_a_letter_and_never_between_it_and_its_marks() -> None:
    text = "ae\u0301\u0302b"
    assert [before_cluster(text, cut) for cut in range(1, 5)] == [1, 1, 1, 4]
    assert before_cluster("x👩\u200d👧", 3) == 1
    assert before_cluster("e" + "\u0301" * 40, 30) == 14


def test_unreadable_characters_are_removed_and_line_ends_stay() -> None:
    assert printable("a\r\nb\x00\ud800\ue000c\td\u2028e") == "a\nbc d e"
