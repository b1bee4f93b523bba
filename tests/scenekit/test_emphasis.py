"""Pulses and strike-outs leave colours and places as they were."""

import numpy as np
import pytest
from manim import BLUE, RED, Circle, Square, VGroup

from scenekit.emphasis import StrikeOut, pulse
from tests.scenekit.pictures.frames import layout_faults, scene_in

pytestmark = pytest.mark.slow


def test_a_pulse_grows_and_leaves_colours_and_place_as_they_were() -> None:
    with scene_in("16:9") as scene:
        shape = VGroup(Square(color=RED), Circle(color=BLUE))
        before = shape.copy()
        scene.add(shape)
        animation = pulse(shape, run_time=1)
        animation.begin()
        animation.interpolate(0.5)
        assert shape.width > 1.1 * before.width
        assert [part.get_color() for part in shape] == [RED, BLUE]
        animation.finish()
        assert all(np.allclose(one.points, other.points) for one, other in zip(shape, before, strict=True))


@pytest.mark.parametrize("words", ["wrong", "a long sentence that is not true", "الماء", "光合作用"])
def test_a_strike_runs_through_the_words_and_goes_with_them(words: str) -> None:
    with scene_in("16:9") as scene:
        label = scene.label(words)
        before = (label.get_left()[0], label.get_right()[0], label.height)
        scene.add(label)
        scene.play(scene.strike_out(label), run_time=0.2)
        line = label.submobjects[-1]
        assert line.get_left()[0] < before[0] < before[1] < line.get_right()[0]
        assert label.height == pytest.approx(before[2])
        assert layout_faults(scene, label) == []
        scene.leave()
        assert scene.mobjects == []


def test_each_line_of_a_paragraph_and_a_shape_can_be_struck_out() -> None:
    with scene_in("16:9") as scene:
        lines = scene.paragraph("one two three four five six seven", 3)
        assert len(StrikeOut(lines, scene.theme.red).mobject) == len(lines) > 1
        square = Square()
        scene.add(square)
        scene.play(scene.strike_out(square), run_time=0.2)
        assert square.submobjects[-1].width == pytest.approx(2)
