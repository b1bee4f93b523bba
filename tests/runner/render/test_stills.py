"""Frames that a dry run draws, by a real host: the same pixels as a rendering of that size has."""

import hashlib
import uuid

import pytest

from runner.render.job import MAX_STILLS
from runner.render.section_folder import DrawnStills
from tests.runner.render.conftest import Studio, job_for
from tests.runner.render.scripts import scene

pytestmark = pytest.mark.slow
BEATS = (0.5, 0.5)
# Prints what a rendering puts into its file.
TELLING = """
import hashlib
from manim import CairoRenderer

_add_frame = CairoRenderer.add_frame

def _tell(self, frame, num_frames=1):
    first = round(self.time * config.frame_rate)
    digest = hashlib.sha256(frame[:, :, :3].tobytes()).hexdigest()
    for number in range(first, first + num_frames):
        print("frame", number, digest, flush=True)
    _add_frame(self, frame, num_frames)

CairoRenderer.add_frame = _tell
"""
HALF_CLEAR = """
square = Square(2, fill_opacity=0.5, color=RED)
with self.beat(1) as beat:
    self.add(Circle(1.5, fill_opacity=0.6, color=BLUE).set_z_index(2), square)
    self.play(square.animate.shift(RIGHT).rotate(1), run_time=0.4)
with self.beat(2):
    self.add_foreground_mobject(Dot([1, 0, 0], radius=0.5, fill_opacity=0.7))
    self.play(LaggedStart(FadeIn(Triangle()), Create(Line(LEFT, RIGHT)), lag_ratio=0.3), run_time=0.5)
    self.remove(square)
    self.wait(0.3)
"""
UPDATED = """
clock, dot, ball = ValueTracker(0), Dot(), Dot(color=RED)
def fall(mobject, dt):
    mobject.speed = getattr(mobject, "speed", 0) - 9 * dt
    mobject.shift(UP * mobject.speed * dt + RIGHT * 0.1 * self.renderer.time)
ball.add_updater(fall)
with self.beat(1):
    self.add(dot, ball, TracedPath(ball.get_center), always_redraw(lambda: Circle(0.1 + clock.get_value())))
    self.play(clock.animate.set_value(2), UpdateFromFunc(dot, lambda d: d.shift(0.1 * UP)), run_time=0.7)
    ball.clear_updaters()
with self.beat(2):
    self.play(clock.animate.set_value(1), run_time=0.3)
    self.wait_until(lambda: self.renderer.time > 1.5, max_time=2)
"""
CAMERA = """
with self.beat(1):
    self.camera.background_color = "#223344"
    self.add(NumberPlane(), Square(color=YELLOW).shift(RIGHT))
    self.play(self.camera.frame.animate.scale(0.5).shift(RIGHT), run_time=0.5)
with self.beat(2):
    self.play(Create(Circle()), run_time=0.3)
"""
IN_SPACE = """
with self.beat(1):
    self.set_camera_orientation(phi=1, theta=0.5)
    self.add(ThreeDAxes(), Cube(fill_opacity=0.7), Dot3D([1, 1, 1]))
    self.begin_ambient_camera_rotation(rate=0.5)
    self.wait(0.5)
    self.stop_ambient_camera_rotation()
with self.beat(2):
    self.move_camera(phi=0.3, run_time=0.4)
"""


async def draw(studio: Studio, script: str, stills: tuple[int, ...]) -> DrawnStills:
    job = job_for(BEATS).model_copy(update={"stills": stills})
    return await studio.client.draw_stills(uuid.uuid4().hex, script, job)


@pytest.mark.parametrize(
    ("body", "base"),
    [
        (HALF_CLEAR, "NarratedScene"),
        (UPDATED, "NarratedScene"),
        (CAMERA, "NarratedScene, MovingCameraScene"),
        (IN_SPACE, "NarratedScene, ThreeDScene"),
    ],
    ids=["order and opacity", "updaters", "a moving camera", "in space"],
)
async def test_stills_have_the_very_pixels_of_a_rendering(studio: Studio, body: str, base: str) -> None:
    script = scene(body, head=TELLING, base=base)
    rendered = await studio.render(script, beats=BEATS)
    assert rendered.answer.times is not None, f"{rendered.answer.reason}\n{rendered.answer.log}"
    lines = [line.split() for line in rendered.answer.log.splitlines() if line.startswith("frame ")]
    shown = {int(number): digest for _, number, digest in lines}
    count = rendered.answer.times.frame_count
    assert sorted(shown) == list(range(count))
    stills = tuple(range(0, count, 2))[:MAX_STILLS]
    drawn = await draw(studio, script, stills)
    assert drawn.answer.times == rendered.answer.times
    found = {
        frame: hashlib.sha256(pixels).hexdigest()
        for frame, pixels in zip(stills, drawn.pictures, strict=True)
    }
    assert found == {frame: shown[frame] for frame in stills}
    assert len(set(found.values())) > len(stills) // 3
