"""Icons are drawn with strokes, inside the square that was asked for, in the theme's colours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import ORIGIN, RIGHT, ManimColor, VGroup

from icons import icon_names
from scenekit import SectionPlan
from scenekit.icon import Icon
from scenekit.theme import THEMES
from tests.scenekit.pictures.frames import ANY_DATA, SLACK, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@ANY_DATA
@given(st.sampled_from(icon_names()), st.floats(0.3, 6))
def test_any_icon_lies_with_its_strokes_in_its_square(name: str, size: float) -> None:
    icon = Icon(name, size, "#FFFFFF")
    reach = size / 2 + SLACK
    for stroke in icon:
        thickness = float(stroke.get_stroke_width()) / 200
        assert float(np.abs(stroke.points[:, :2]).max()) + thickness <= reach
        assert stroke.get_fill_opacity() == 0


def test_it_stands_upright() -> None:
    flag = Icon("flag", 2, "#FFFFFF")
    pole = min(flag.get_all_points(), key=lambda point: float(point[1]))
    assert pole[0] < 0
    assert pole[1] < -0.5


def test_its_strokes_grow_with_it() -> None:
    small, large = Icon("atom", 1, "#FFFFFF"), Icon("atom", 2, "#FFFFFF")
    small.scale(2, about_point=ORIGIN)
    assert small[0].get_stroke_width() == pytest.approx(large[0].get_stroke_width())
    assert small.width == pytest.approx(large.width)


def test_a_scene_gives_the_nearest_in_its_own_colour_and_language() -> None:
    plan = SectionPlan(theme="light", language="de")
    with scene_in("16:9", plan) as scene:
        icon = scene.icon("Gifte", size=2)
        assert icon.name == "skull"
        assert icon[0].get_stroke_color() == ManimColor(THEMES["light"].primary)
        assert scene.icon("xyzzy", color="#FF0000")[0].get_stroke_color() == ManimColor("#FF0000")


def test_it_can_stand_in_a_group_like_any_picture() -> None:
    with scene_in("1:1") as scene:
        pair = VGroup(scene.icon("moon"), scene.icon("sun")).arrange(RIGHT)
        assert pair[0].get_right()[0] < pair[1].get_left()[0]
