"""Letters stand on one line, whatever letters they are, in labels, formulas, numbers and titles."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from manim import RIGHT, UP, DecimalNumber, Integer, Mobject, Square, Text, VGroup, tempconfig

from scenekit import NarratedScene, SectionPlan, use_plan
from scenekit.baseline import baseline_of, line_up
from scenekit.equation import equation
from scenekit.lettering import EM, paragraph
from scenekit.text import label
from scenekit.theme import TYPE_SCALE

WHITE = "#FFFFFF"
ASPECTS = ((854, 480), (480, 854), (480, 480))
CLOSE = 0.004


@pytest.mark.parametrize("with_tail", ["gH", "pH", "你好 Hg", "नमस्ते Hg", "(H)", "é̂H"])
def test_a_label_stands_where_its_upright_letter_stands(with_tail: str) -> None:
    text = label(with_tail, TYPE_SCALE.body, WHITE)
    flat = [glyph for glyph in text if abs(float(glyph.get_bottom()[1]) - baseline_of(text)) < CLOSE]
    assert flat


@given(
    st.lists(
        st.sampled_from(["guess", "error", "0", "30 years", "مرحبا", "你好", "नमस्ते"]), min_size=2, max_size=4
    ),
    st.lists(st.floats(0.3, 3), min_size=4, max_size=4),
    st.lists(st.floats(-3, 3), min_size=4, max_size=4),
)
@settings(max_examples=100, deadline=None)
def test_labels_that_were_scaled_and_moved_are_lined_up_without_moving_across(
    words: list[str], factors: list[float], heights: list[float]
) -> None:
    texts = [label(word, TYPE_SCALE.body, WHITE) for word in words]
    for text, factor, height in zip(texts, factors, heights, strict=False):
        text.scale(factor).move_to(UP * height + RIGHT * factor)
    middles = [float(text.get_x()) for text in texts]
    first = baseline_of(texts[0])
    line_up(*texts)
    assert [baseline_of(text) for text in texts] == pytest.approx([first] * len(texts), abs=1e-6)
    assert [float(text.get_x()) for text in texts] == pytest.approx(middles)
    assert texts[0].get_y() == pytest.approx(heights[0])


def _last_glyph(mobject: Mobject) -> Mobject:
    return mobject.family_members_with_points()[-1]


def test_formulas_numbers_and_texts_stand_on_the_line_of_a_label() -> None:
    row = [
        label("guess", TYPE_SCALE.body, WHITE),
        equation(r"\frac{a}{b}+x_1", "=", "h"),
        Text("yH", font="Noto Sans"),
        Integer(12),
        DecimalNumber(-1234.5),
        Square(),
    ]
    VGroup(*row).arrange(RIGHT).scale(0.7)
    line_up(*row)
    line = baseline_of(row[0])
    assert [float(_last_glyph(each).get_bottom()[1]) for each in row[1:]] == pytest.approx(
        [line] * 5, abs=0.01
    )


def test_a_paragraph_stands_on_its_first_line() -> None:
    block = paragraph("Haste makes waste", 1.5, TYPE_SCALE.body, WHITE)
    assert len(block) > 1
    assert baseline_of(block) == pytest.approx(float(block[0][0].get_bottom()[1]), abs=CLOSE)


@given(st.sampled_from(ASPECTS), st.text("abcgjpqyABQ19 ,-(é", min_size=1, max_size=5).filter(str.strip))
@settings(max_examples=100, deadline=None)
@example((854, 480), "你好世界")
@example((480, 854), "नमस्ते")
def test_titles_of_one_line_stand_on_one_line_inside_their_band(pixels: tuple[int, int], title: str) -> None:
    width, height = (each / min(pixels) * 8 for each in pixels)
    with tempconfig({"frame_width": width, "frame_height": height}):
        scene = _scene()
        line, band = scene.title(title), scene.layout.title
        assert baseline_of(line) == pytest.approx(_line_of_titles(band.y), abs=1e-6)
        assert line.get_x() == pytest.approx(band.x, abs=1e-6)
        assert band.bottom <= line.get_bottom()[1]
        assert line.get_top()[1] <= band.top


def _scene() -> NarratedScene:
    use_plan(SectionPlan())
    scene = NarratedScene()
    scene.setup()
    return scene


def _line_of_titles(middle: float) -> float:
    """A third of the size of its letters below the middle of the band."""
    return middle - 0.32 * TYPE_SCALE.title * EM


def test_titles_in_arabic_stand_on_one_line() -> None:
    scene = _scene()
    lines = [baseline_of(scene.title(title)) for title in ("مرحبا", "اللغة", "نعم")]
    assert lines == pytest.approx([lines[0]] * 3, abs=1e-6)
