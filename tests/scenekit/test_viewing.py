"""A camera that goes closer and back: the target fills the body, the title stays as it is on screen."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manim import Dot, MovingCamera, Square, ThreeDScene

from runner.render.child.screen import box_of
from scenekit import NarratedScene
from tests.scenekit.pictures.frames import ASPECTS, layout_faults, scene_in

pytestmark = pytest.mark.slow


@given(
    aspect=st.sampled_from(sorted(ASPECTS)),
    x=st.floats(-3, 3),
    y=st.floats(-2, 2),
    size=st.floats(0.1, 3),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_target_lies_in_the_body_and_the_title_where_it_was(
    aspect: str, x: float, y: float, size: float
) -> None:
    with scene_in(aspect) as scene:
        title, target = scene.title("Closer"), Square(size).move_to((x, y, 0))
        scene.add(title, target)
        place, width, middle = title.get_center(), title.width, target.get_center()
        scene.play(scene.closer(target), run_time=0.1)
        camera = scene.camera
        assert isinstance(camera, MovingCamera)
        seen, body = box_of(target, camera), scene.layout.body
        assert body.left <= seen.left < seen.right <= body.right
        assert body.bottom <= seen.bottom < seen.top <= body.top
        shown = box_of(title, camera)
        assert shown.right - shown.left == pytest.approx(width, abs=0.01)
        assert (shown.top + shown.bottom) / 2 == pytest.approx(place[1], abs=0.01)
        assert layout_faults(scene, *scene.mobjects) == []
        scene.play(scene.back(), run_time=0.1)
        assert np.allclose(title.get_center(), place, atol=1e-3)
        assert np.allclose(target.get_center(), middle)
        assert camera.frame.width == pytest.approx(scene.layout.frame.width)
        assert len(scene.mobjects) == 2


def test_what_a_closer_look_would_show_behind_the_title_is_covered() -> None:
    with scene_in("16:9") as scene:
        title, above = scene.title("Closer"), Square(1).shift((0, 1.6, 0))
        scene.add(title, above, dot := Dot())
        scene.play(scene.closer(dot), run_time=0.1)
        assert scene.mobjects[-1] is title
        band = box_of(scene.mobjects[-2], scene.camera)
        assert band.top == pytest.approx(scene.layout.frame.top, abs=0.01)
        assert band.bottom == pytest.approx(scene.layout.title.bottom, abs=0.01)


class InSpace(NarratedScene, ThreeDScene):  # type: ignore[misc, unused-ignore]
    """A scene whose camera is one of space."""


def test_a_camera_in_space_is_left_alone() -> None:
    with scene_in("16:9", kind=InSpace) as scene, pytest.raises(ValueError, match="in space"):
        scene.closer(Square())
