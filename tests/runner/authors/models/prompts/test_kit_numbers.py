"""The numbers in prompts are those that a scene has."""

from dataclasses import asdict, fields
from inspect import signature

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.catalogue import THEMES as THEME_NAMES
from runner.authors.models.prompts.kit_numbers import (
    FORMULA_SIZE,
    formula_height,
    frame_numbers,
    frame_regions,
    letter_width,
    sign_width,
    text_height,
    theme_colours,
    type_sizes,
)
from runner.layout.colours import contrast, parse_colour
from scenekit import THEMES, TYPE_SCALE, NarratedScene, equation, label
from scenekit.layout import SAFE_MARGIN, layout_for
from tests.own_media import own_media

__all__ = ["own_media"]
units = st.floats(4, 40)


@given(units, units)
def test_the_regions_are_those_of_the_layout(width: float, height: float) -> None:
    layout, told = layout_for(width, height), frame_regions(width, height)
    for name in ("safe", "title", "body"):
        region = getattr(layout, name)
        edges = (region.left, region.right, region.bottom, region.top)
        assert (told[name].left, told[name].right, told[name].bottom, told[name].top) == pytest.approx(edges)
    assert told["captions"].top == pytest.approx(layout.safe.bottom)


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_the_colours_are_those_of_the_theme(theme: str) -> None:
    assert {"name": theme, **theme_colours(theme)} == asdict(THEMES[theme])


@pytest.mark.parametrize("theme", THEME_NAMES)
@pytest.mark.parametrize("name", ["red", "green", "blue"])
def test_red_green_and_blue_are_that_and_can_be_read_as_text(theme: str, name: str) -> None:
    colour, ground = (parse_colour(theme_colours(theme)[each]) for each in (name, "background"))
    assert colour is not None
    assert ground is not None
    assert max(range(3), key=lambda channel: colour[channel]) == ["red", "green", "blue"].index(name)
    assert contrast(colour, ground) >= 4.5


def test_the_sizes_are_those_of_the_scale() -> None:
    assert type_sizes() == {field.name: getattr(TYPE_SCALE, field.name) for field in fields(TYPE_SCALE)}


@pytest.mark.parametrize("size", [26, 46, 120])
def test_text_is_as_large_as_the_numbers_say(size: float) -> None:
    assert label("Ag", size, "#FFFFFF").height == pytest.approx(text_height(size), rel=0.02)
    text = "The square on the long side has the same area"
    assert label(text, size, "#FFFFFF").width == pytest.approx(len(text) * letter_width(size), rel=0.05)


@pytest.mark.parametrize(("tex", "signs"), [("y=mx+b", 6), ("1+3+5+7=16", 10), ("E=mc^2", 5)])
def test_formulas_are_about_as_large_as_the_numbers_say(tex: str, signs: int) -> None:
    formula = equation(tex)
    assert signature(NarratedScene.equation).parameters["size"].default == FORMULA_SIZE
    assert formula.font_size == pytest.approx(FORMULA_SIZE)
    assert formula.width == pytest.approx(signs * sign_width(), rel=0.1)
    assert formula.height <= formula_height() * 1.02
    assert equation(r"\frac{a}{b}").height == pytest.approx(formula_height(is_fraction=True), rel=0.05)


def test_a_frames_numbers_are_told_in_units() -> None:
    text = frame_numbers("light", 8, 14.22)
    for part in (
        "primary #0B67B2",
        "red #",
        "8.00 units wide",
        "- body: x -3.50 to 3.50, y ",
        "small 26: 0.35 high",
    ):
        assert part in text
    assert f"y {SAFE_MARGIN - 14.22 / 2:.2f}, text may not." in text
