"""Runners, swaps, and labels that stay beside what moves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import DOWN, RIGHT, UP, Circle, Dot, FunctionGraph, Line, Square, Triangle, VMobject

from scenekit.baseline import baseline_of
from scenekit.travelling import RunAlong, swap
from tests.scenekit.pictures.frames import scene_in

pytestmark = pytest.mark.slow


@given(start=st.floats(0, 1), end=st.floats(0, 1), alpha=st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_a_runner_is_as_far_along_its_path_as_its_time(start: float, end: float, alpha: float) -> None:
    way, dot = Line((-4, 1, 0), (4, 1, 0)), Dot()
    run = RunAlong(dot, way, start, end, rate_func=lambda share: share)
    run.begin()
    run.interpolate(alpha)
    assert dot.get_x() == pytest.approx(-4 + 8 * (start + alpha * (end - start)), abs=0.01)
    assert dot.get_y() == pytest.approx(1)


def test_a_runner_turns_with_its_path_if_it_shall() -> None:
    dart = Triangle()
    run = RunAlong(dart, Circle(2), is_turning=True, rate_func=lambda share: share)
    run.begin()
    run.interpolate(0.25)
    assert dart.get_center() == pytest.approx(np.array([0, 2, 0]), abs=0.4)
    assert dart.get_vertices()[0] - dart.get_center() == pytest.approx(np.array([-1, 0, 0]), abs=0.3)
    with pytest.raises(ValueError, match="no length"):
        RunAlong(dart, VMobject())


@given(distance=st.floats(1.02, 9), height=st.floats(0.2, 1), alpha=st.floats(0, 1), angle=st.floats(0, 6.2))
@settings(max_examples=100, deadline=None)
def test_things_that_swap_never_touch(distance: float, height: float, alpha: float, angle: float) -> None:
    one, other = Circle(height / 2), Circle(height / 2)
    way = distance * np.array([np.cos(angle), np.sin(angle), 0])
    other.shift(way)
    both = swap(one, other)
    both.begin()
    both.interpolate(alpha)
    assert np.linalg.norm(one.get_center() - other.get_center()) >= height * 0.99
    both.finish()
    assert one.get_center() == pytest.approx(way, abs=1e-6)
    assert other.get_center() == pytest.approx(np.zeros(3), abs=1e-6)


def test_words_that_swap_stay_on_their_line() -> None:
    with scene_in("16:9") as scene:
        one, other = scene.label("apple"), scene.label("one").shift(RIGHT * 3)
        scene.line_up(one, other)
        line = baseline_of(one)
        scene.add(one, other)
        scene.play(scene.swap(one, other), run_time=0.4)
        assert (baseline_of(one), baseline_of(other)) == pytest.approx((line, line))
        assert one.get_x() > other.get_x()


@given(at=st.floats(0.05, 0.95), bend=st.floats(-1, 1), side=st.sampled_from([UP, DOWN, UP + RIGHT]))
@settings(max_examples=100, deadline=None)
def test_a_label_stays_beside_a_curve_and_clear_of_it(at: float, bend: float, side: np.ndarray) -> None:
    with scene_in("16:9") as scene:
        curve = FunctionGraph(lambda x: bend * x * x / 4, x_range=(-3, 3))
        label = Square(0.6)
        scene.stay_beside(label, curve, side, at)
        for _ in range(2):
            label.update()
            low, high = label.get_corner((-1, -1, 0)), label.get_corner((1, 1, 0))
            points = np.array(curve.get_anchors())
            inside = np.all((points[:, :2] > low[:2]) & (points[:, :2] < high[:2]), axis=1)
            assert not inside.any()
            curve.shift(UP * 0.3)


def test_a_label_follows_what_moves_and_stays_on_screen() -> None:
    with scene_in("16:9") as scene:
        dot, label = Dot(), Square(0.5)
        scene.add(dot, scene.stay_beside(label, dot, RIGHT))
        scene.play(dot.animate.shift(UP * 2), run_time=0.4)
        assert label.get_y() == pytest.approx(2)
        assert label.get_left()[0] > dot.get_right()[0]
        scene.play(dot.animate.shift(RIGHT * 20), run_time=0.4)
        assert label.get_right()[0] <= scene.layout.safe.right + 1e-6
