"""Lines of text keep to their widths and to their regions."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenekit.layout import Region
from scenekit.lettering import EM, Style, common_size, fit, typeset
from scenekit.measure import break_lines, width_in_em
from scenekit.text import readable
from scenekit.theme import TYPE_SCALE
from tests.scenekit.pictures.frames import keeps_inside
from tests.scenekit.pictures.texts import TEXTS

pytestmark = [pytest.mark.slow, pytest.mark.spread]
words = st.sampled_from(["Water", "Cem", "the", "photosynthesis", "of", "x", "Хлорофилл", "MMMM"])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_measured_lines_are_at_least_as_wide_as_drawn_ones(text: str) -> None:
    drawn = typeset(text, Region(0, 0, 99, 9), Style("#FFFFFF"))
    assert drawn.width <= fit(text, 99, 9, Style("#FFFFFF")).width * 1.02


@given(st.text(min_size=1, max_size=300), st.floats(2, 60))
@settings(max_examples=200)
def test_broken_lines_fit_and_keep_every_letter(text: str, limit: float) -> None:
    clean = readable(text)
    lines = break_lines(clean, limit)
    assert "".join("".join(lines).split()) == "".join(clean.split())
    assert all(width_in_em(line) <= limit for line in lines)


@given(
    text=st.text(min_size=1, max_size=100),
    width=st.floats(1.5, 13),
    height=st.floats(0.6, 6),
    largest=st.sampled_from([TYPE_SCALE.small, TYPE_SCALE.body, TYPE_SCALE.title]),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_keeps_to_any_region(text: str, width: float, height: float, largest: float) -> None:
    region = Region(0, 0, width, height)
    style = Style("#FFFFFF", largest)
    assert fit(text, width, height, style).size >= TYPE_SCALE.small
    # Stacked marks and the deepest descenders may leave the line's own height.
    assert keeps_inside(typeset(text, region, style), region.inset(-0.3))


def test_texts_share_the_largest_size_at_which_no_word_of_theirs_is_broken() -> None:
    style = Style("#FFFFFF", TYPE_SCALE.title)
    assert common_size([("Leaf", 9, 1)], style) == TYPE_SCALE.title
    assert common_size([("Leaf", 9, 1), ("Chlorophyll", 2.3, 1)], style) == TYPE_SCALE.small
    assert common_size([("Chlorophyll", 1, 9)], style) == 0
    assert common_size([("\u5149\u5408\u4f5c\u7528" * 2, 1, 9)], style) > 0


@given(st.lists(words, min_size=1, max_size=6), st.floats(0.5, 6))
def test_a_word_that_fits_a_line_at_the_smallest_size_is_never_broken(texts: list[str], width: float) -> None:
    """There is height enough for every word to have a line."""
    lines = fit(" ".join(texts), width, 20, Style("#FFFFFF", 60))
    drawn = " ".join(lines.texts).split()
    whole = [text for text in texts if width_in_em(text) * TYPE_SCALE.small * EM <= width]
    assert lines.is_whole
    assert set(whole) <= set(drawn)


def test_a_word_too_long_for_any_size_keeps_a_large_one() -> None:
    lines = fit("Donaudampfschifffahrt", 1.5, 9, Style("#FFFFFF", TYPE_SCALE.title))
    assert lines.is_whole
    assert lines.size == TYPE_SCALE.title
    assert len(lines.texts) > 1


def test_a_text_is_cut_only_where_the_smallest_size_does_not_fit() -> None:
    style = Style("#FFFFFF", TYPE_SCALE.title)
    lines = fit("Heating and cooling", 2, 0.5, style)
    assert not lines.is_whole
    assert lines.size == TYPE_SCALE.small
    assert lines.texts[-1].endswith("…")
