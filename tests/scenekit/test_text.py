"""Text of any script: its font, its direction, and lines that fit."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import tempconfig

from scenekit.lettering import paragraph
from scenekit.measure import break_lines, width_in_em
from scenekit.text import font_for, is_right_to_left, label, readable
from scenekit.theme import THEMES, TYPE_SCALE


@pytest.mark.parametrize(
    ("text", "font", "is_from_right"),
    [
        ("Hello", "Noto Sans", False),
        ("Ωμέγα", "Noto Sans", False),
        ("Привет", "Noto Sans", False),
        ("你好", "Noto Sans CJK SC", False),
        ("ひらがな", "Noto Sans CJK JP", False),
        ("안녕하세요", "Noto Sans CJK KR", False),
        ("مرحبا", "Noto Sans Arabic", True),
        ("שלום", "Noto Sans Hebrew", True),
        ("नमस्ते", "Noto Sans Devanagari", False),
        ("Say 你好", "Noto Sans CJK SC", False),
        ("123 مرحبا", "Noto Sans Arabic", True),
        ("", "Noto Sans", False),
        ("123 - !", "Noto Sans", False),
    ],
)
def test_a_text_has_the_font_and_the_direction_of_its_script(
    text: str, font: str, is_from_right: bool
) -> None:
    assert font_for(text) == font
    assert is_right_to_left(text) is is_from_right


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("ab 你 "), max_size=80
)


@given(texts, st.integers(2, 40))
def test_no_line_is_too_long_and_no_character_is_lost(text: str, width: int) -> None:
    lines = break_lines(readable(text), width)
    assert all(width_in_em(line) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(readable(text).split())


@given(st.lists(st.text("abc", min_size=1, max_size=8), max_size=12), st.integers(8, 40))
def test_words_that_fit_a_line_stay_whole(words: list[str], width: int) -> None:
    assert [word for line in break_lines(" ".join(words), width) for word in line.split()] == words


@given(texts, st.integers(1, 40))
def test_no_line_is_empty(text: str, width: int) -> None:
    assert all(line.strip() for line in break_lines(readable(text), width))


LONG = "A sentence that is far too long for one line of this picture, and so it must be broken somewhere."


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "你好世界" * 12,
        "مرحبا بالعالم " * 8,
        "नमस्ते दुनिया " * 8,
        "W" * 90,
        "x",
        "",
        "<b>&amp;</b> \\frac",
    ],
)
@pytest.mark.parametrize("width", [3.0, 12.0])
def test_a_paragraph_is_no_wider_than_it_may_be(text: str, width: float) -> None:
    assert paragraph(text, width, TYPE_SCALE.body, "#FFFFFF").width <= width + 1e-6


def test_a_paragraph_begins_where_its_script_begins() -> None:
    latin = paragraph(LONG, 4, TYPE_SCALE.body, "#FFFFFF")
    arabic = paragraph("مرحبا بالعالم " * 8, 4, TYPE_SCALE.body, "#FFFFFF")
    lefts = [line.get_left()[0] for line in latin]
    rights = [line.get_right()[0] for line in arabic]
    assert len(lefts) > 2
    assert len(rights) > 2
    assert max(lefts) - min(lefts) < 0.05
    assert max(rights) - min(rights) < 0.05


def test_lines_of_a_paragraph_do_not_overlap() -> None:
    lines = list(paragraph(LONG, 4, TYPE_SCALE.body, "#FFFFFF"))
    for upper, lower in pairwise(lines):
        assert upper.get_bottom()[1] > lower.get_top()[1]


@pytest.mark.parametrize(("width", "height"), [(128, 72), (480, 854), (3840, 2160)])
def test_a_label_is_one_line_of_the_same_length_however_small_the_picture(
    tmp_path: Path, width: int, height: int
) -> None:
    with tempconfig({"pixel_width": width, "pixel_height": height, "media_dir": str(tmp_path)}):
        assert label(LONG, TYPE_SCALE.title, "#FFFFFF").width == pytest.approx(28.5, abs=0.1)


def test_nothing_is_smaller_than_reads_on_a_phone() -> None:
    assert min(TYPE_SCALE.title, TYPE_SCALE.heading, TYPE_SCALE.body) > TYPE_SCALE.small >= 24


def _luminance(color: str) -> float:
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("role", ["text", "muted", "primary", "secondary", "tertiary", "highlight"])
@pytest.mark.parametrize("ground", ["background", "panel"])
def test_every_colour_is_readable_on_its_background(name: str, role: str, ground: str) -> None:
    theme = THEMES[name]
    pair = sorted((_luminance(getattr(theme, role)), _luminance(getattr(theme, ground))))
    contrast = (pair[1] + 0.05) / (pair[0] + 0.05)
    # WCAG: 4.5 for text; pictures and large letters on a panel need 3.
    assert contrast >= (4.5 if ground == "background" or role == "text" else 3)
