"""Frames that a dry run draws, by a real host: the same pixels as a rendering of that size has."""

import hashlib
import io
import uuid

import pytest
from PIL import Image

from runner.render.answer import SectionOutcome
from runner.render.job import MAX_STILLS, Picture
from runner.render.section_folder import DrawnStills
from runner.stages.sheets import draw_section_sheet
from tests.runner.render.conftest import TINY, Studio, job_for
from tests.runner.render.scripts import GOOD, scene

pytestmark = pytest.mark.slow
BEATS = (0.5, 0.5)
# More frames than a dry run computes.
SMOOTH = Picture(width=128, height=72, frame_rate=30)
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
    self.play(Create(Circle()), UpdateFromFunc(Dot(), lambda dot: dot.shift(0.1 * UP)), run_time=0.4)
"""
IN_SPACE = """
with self.beat(1):
    self.set_camera_orientation(phi=1, theta=0.5)
    self.add(Line(DOWN, UP), Cube(fill_opacity=0.7), Square().set_z(1))
    self.begin_ambient_camera_rotation(rate=0.5)
    self.wait(0.5)
    self.stop_ambient_camera_rotation()
with self.beat(2):
    self.move_camera(phi=0.3, run_time=0.4)
"""


async def draw(studio: Studio, script: str, stills: tuple[int, ...], picture: Picture = TINY) -> DrawnStills:
    job = job_for(BEATS, picture).model_copy(update={"stills": stills})
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
    rendered = await studio.render(script, beats=BEATS, picture=SMOOTH)
    assert rendered.answer.times is not None, f"{rendered.answer.reason}\n{rendered.answer.log}"
    lines = [line.split() for line in rendered.answer.log.splitlines() if line.startswith("frame ")]
    shown = {int(number): digest for _, number, digest in lines}
    count = rendered.answer.times.frame_count
    assert sorted(shown) == list(range(count))
    stills = tuple(range(0, count, 3))[:MAX_STILLS]
    drawn = await draw(studio, script, stills, SMOOTH)
    assert drawn.answer.times == rendered.answer.times
    found = {
        frame: hashlib.sha256(pixels).hexdigest()
        for frame, pixels in zip(stills, drawn.pictures, strict=True)
    }
    assert found == {frame: shown[frame] for frame in stills}
    assert len(set(found.values())) > len(stills) // 3


REDRAWN = """
def circle():
    print("redrawn", flush=True)
    return Circle(0.1 + clock.get_value())

clock = ValueTracker(0)
with self.beat(1):
    self.add(always_redraw(circle))
    self.play(clock.animate.set_value(2), run_time=6)
with self.beat(2):
    self.wait(0.1)
"""


async def test_what_is_always_redrawn_is_not_redrawn_for_each_frame(studio: Studio) -> None:
    drawn = await draw(studio, scene(REDRAWN), (7, 33))
    assert len(drawn.pictures) == 2
    assert 2 <= drawn.answer.log.count("redrawn") < 20


async def test_a_section_becomes_a_sheet(studio: Studio) -> None:
    beats = (1.5, 0.5)
    job = job_for(beats, SMOOTH)
    ran = await studio.run_dry(GOOD, beats=beats, picture=SMOOTH)
    assert ran.record is not None
    sheet = await draw_section_sheet(studio.client, GOOD, job, ran.record)
    assert sheet is not None
    assert [each.label for each in sheet.frames] == [
        "beat 1 · middle · 0.9 s",
        "beat 1 · end · 1.8 s",
        "beat 2 · middle and end · 2.7 s",
    ]
    drawn = Image.open(io.BytesIO(sheet.picture)).convert("L")
    end_of_beat_1 = drawn.crop((8, 308, 488, 578))
    assert end_of_beat_1.getextrema() == pytest.approx((21, 255), abs=12)


# How a script gets at its stills: the child writes them by this method.
FORGING = """
import os
from pathlib import Path

_write_bytes = Path.write_bytes

def _forge(path, data):
    {leave}

Path.write_bytes = _forge
"""
KEPT = scene("with self.beat(1):\n    self.wait(0.2)\nwith self.beat(2):\n    self.wait(0.2)")


@pytest.mark.parametrize(
    ("leave", "outcome"),
    [
        ("pass", SectionOutcome.RENDERED),
        ("_write_bytes(path, data[:-1])", SectionOutcome.RENDERED),
        ("_write_bytes(path, data * 300)", SectionOutcome.RENDERED),
        ("_write_bytes(path, bytes(60_000_000))", SectionOutcome.FAILED),
        ("path.mkdir()", SectionOutcome.RENDERED),
        ("path.open('wb').truncate(len(data))", SectionOutcome.RENDERED),
        ("[_write_bytes(Path(f'stills-{n}.rgb'), b'x') for n in range(1_000)]", SectionOutcome.RENDERED),
        ("os._exit(0)", SectionOutcome.RENDERED),
        ("os.kill(os.getpid(), 9)", SectionOutcome.FAILED),
        ("raise ValueError('no pictures')", SectionOutcome.FAILED),
    ],
    ids=["none", "too few", "too many", "huge", "a folder", "holes", "thousands", "leaves", "dies", "raises"],
)
async def test_a_script_that_forges_its_stills_has_none_and_harms_nothing(
    studio: Studio, leave: str, outcome: SectionOutcome
) -> None:
    drawn = await draw(studio, FORGING.format(leave=leave) + KEPT, (0, 3))
    assert (drawn.pictures, drawn.answer.outcome) == ((), outcome)


async def test_a_scene_with_fewer_frames_than_asked_for_has_no_stills(studio: Studio) -> None:
    drawn = await draw(studio, KEPT, (0, 900))
    assert (drawn.pictures, drawn.answer.outcome) == ((), SectionOutcome.RENDERED)


async def test_a_picture_that_can_not_be_drawn_fails_as_it_would_in_a_rendering(studio: Studio) -> None:
    script = scene("square = Square()\nwith self.beat(1):\n    self.add(square)\n    square.points = None")
    drawn = await draw(studio, script, (0,))
    assert (drawn.pictures, drawn.answer.outcome) == ((), SectionOutcome.FAILED)
