"""Sections run dry by a real host: the times of a rendering, a record of what is seen, and no picture."""

import re
from collections.abc import Sequence

import pytest

from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.host import TEX_FOLDER
from runner.render.job import Picture
from runner.render.record import DryRunRecord, ShownObject
from tests.runner.render.conftest import LIMITS, Studio
from tests.runner.render.scripts import scene

pytestmark = pytest.mark.slow
WIDE = Picture(width=1920, height=1080, frame_rate=30)


def record_of(answer: SectionAnswer) -> DryRunRecord:
    assert answer.outcome is SectionOutcome.RENDERED, f"{answer.reason}\n{answer.log}"
    assert answer.record is not None
    return answer.record


def named(objects: Sequence[ShownObject], text: str) -> ShownObject:
    (found,) = [shown for shown in objects if shown.text == text]
    return found


@pytest.mark.parametrize(
    "lines",
    [
        "graph = Axes().plot(lambda x: 1 / x, x_range=[-1, 1, 0.5])\nself.play(Create(graph), run_time=0.2)",
        "dot = Dot()\ndot.points[:] = np.nan\nself.add(dot)\nself.wait(0.2)",
        "number = Integer(3)\nnumber.number = None\nself.add(number)\nself.wait(0.2)",
    ],
)
async def test_what_can_be_drawn_but_not_described_runs_dry(studio: Studio, lines: str) -> None:
    assert (await studio.render(scene(lines), beats=())).answer.times is not None
    assert record_of(await studio.run_dry(scene(lines), beats=())).moments


ODD_LENGTHS = """
for number, length in enumerate((0.01, 0.05, 0.1, 0.15, 0.29, 0.3, 0.333, 0.7, 1 / 3, 0.99)):
    self.play(Rotate(square, 1), run_time=length)
    self.wait(length)
"""
TIMED = scene(
    "square = Square()\n"
    "clock = ValueTracker(0)\n"
    "with self.beat(1):\n"
    "    self.add(square)\n" + "".join(f"    {line}\n" for line in ODD_LENGTHS.strip().splitlines()) + "\n"
    "with self.beat(2) as beat:\n"
    "    clock.add_updater(lambda tracker, dt: tracker.increment_value(dt))\n"
    "    self.add(clock, always_redraw(lambda: Circle(radius=0.1 + clock.get_value())))\n"
    "    self.wait(0.77)\n"
    "    self.wait_until(lambda: clock.get_value() > 1.25, max_time=3)\n"
    "    self.pause(0.21)\n"
)


async def test_a_dry_run_has_the_times_of_a_rendering_to_the_frame(studio: Studio) -> None:
    rendered = await studio.render(TIMED)
    assert rendered.answer.times is not None, rendered.answer.reason
    record = record_of(await studio.run_dry(TIMED))
    assert record.times == rendered.answer.times
    assert record.plays == 24 - 1


async def test_the_record_lists_what_is_on_screen_at_the_end_of_each_beats_pictures(studio: Studio) -> None:
    script = scene(
        """
        title = self.title("Areas add up")
        formula = self.equation("a^2", "+", "b^2")
        dot = Dot([3, -2, 0], radius=0.25, color="#FF0000").set_z_index(2)
        with self.beat(1):
            self.play(Write(title), run_time=0.3)
            self.play(FadeIn(dot), run_time=0.2)
        with self.beat(2):
            self.play(FadeOut(dot), Create(formula), run_time=0.2)
            self.play(formula.animate.scale(0.5), run_time=0.2)
        """
    )
    record = record_of(await studio.run_dry(script, picture=WIDE, beats=(1.0, 1.0)))
    first, second = record.moments
    assert (first.beat, second.beat) == (1, 2)
    assert (first.frame, second.frame) == record.pictures_end_frames == (15, 41 + 12)
    title, dot = first.objects
    assert (title.text, title.fill) == ("Areas add up", "#F4F6FB")
    assert title.font_size == pytest.approx(46)
    assert (dot.kind, dot.fill, dot.opacity, dot.z_index) == ("Dot", "#FF0000", 1, 2)
    assert (dot.box.left, dot.box.right, dot.box.bottom, dot.box.top) == (2.75, 3.25, -2.25, -1.75)
    assert [shown.text for shown in second.objects] == ["Areas add up", "a^2 + b^2"]
    assert named(second.objects, "a^2 + b^2").font_size == pytest.approx(26)
    assert record.background == "#0E1525"


async def test_beats_that_a_script_leaves_out_are_recorded_with_what_stays_on_screen(studio: Studio) -> None:
    record = record_of(await studio.run_dry(scene("with self.beat(2):\n    self.play(Create(Square()))")))
    assert [(moment.beat, len(moment.objects)) for moment in record.moments] == [(1, 0), (2, 1)]


async def test_a_plain_scene_is_recorded_after_each_of_its_plays(studio: Studio) -> None:
    script = scene(
        "self.play(Create(Square()))\nself.add(Circle())\nself.wait(0.5)\nself.play(FadeOut(*self.mobjects))",
        base="Scene",
    )
    record = record_of(await studio.run_dry(script))
    assert [[shown.kind for shown in moment.objects] for moment in record.moments] == [
        ["Square"],
        ["Square", "Circle"],
        [],
    ]
    assert record.plays == 3
    assert [moment.beat for moment in record.moments] == [0, 0, 0]


PICTURES = """
badge = VGroup(Square(2, fill_opacity=1), Circle(0.5), Text("badge").scale(0.5))
badge.stretch_to_fit_width(6)
ellipse = Circle(0.5).shift(2 * UP).stretch(2, 0)
word = Text("first")
with self.beat(1):
    self.play(FadeIn(badge), FadeIn(ellipse), run_time=0.2)
    self.wait(0.3)
with self.beat(2):
    self.play(Transform(badge[2], Text("second")), run_time=0.2)
    self.remove(ellipse)
"""


async def test_the_record_tells_what_belongs_together_and_what_was_done_to_it(studio: Studio) -> None:
    script = scene(PICTURES.strip())
    record = record_of(await studio.run_dry(script, picture=WIDE, beats=(1.0, 1.0)))
    first, second = record.moments
    square, circle, badge, ellipse = first.objects
    assert {each.group for each in (square, circle, badge)} == {min(each.group for each in first.objects)}
    assert ellipse.group == ellipse.number not in {square.group, square.number}
    assert [each.number for each in second.objects] == [square.number, circle.number, badge.number]
    assert circle.squash == badge.squash == pytest.approx(3)
    assert square.squash == ellipse.squash == 1
    lines = ["", *script.split("\n")]
    assert all("badge = VGroup" in lines[each.lines[0]] for each in (square, circle, badge))
    assert "Transform(" in lines[second.objects[2].lines[0]]
    assert "badge.stretch_to_fit_width" in lines[circle.squash_line or 0]
    assert square.squash_line is None
    assert [each.text for each in second.objects] == ["", "", "second"]
    assert second.objects[2].font_size is None
    corners = record.outlines[square.outline or 0].lines[0]
    assert {(x, y) for x, y in corners if x and y} == {(3, 1), (-3, 1), (-3, -1), (3, -1)}


async def test_the_record_tells_when_something_moves_and_how_much_of_the_body_is_used(studio: Studio) -> None:
    record = record_of(await studio.run_dry(scene(PICTURES.strip()), picture=WIDE, beats=(1.0, 1.0)))
    assert [(each.start, each.end, each.moves) for each in record.spans] == [
        (0, 6, True),
        (6, 41, False),
        (41, 47, True),
        (47, record.times.frame_count, False),
    ]
    assert 0.1 < record.spans[-1].used < record.spans[0].used < 0.6
    assert record.regions is not None
    assert record.regions.title is not None
    assert record.regions.safe.bottom == pytest.approx(-4 + 0.85)


@pytest.mark.parametrize(
    ("base", "body", "left"),
    [
        ("MovingCameraScene", "self.play(self.camera.frame.animate.scale(0.5))", -4.0),
        ("ThreeDScene", "self.set_camera_orientation(phi=0, theta=0)\nself.wait(0.2)", 0.0),
    ],
)
async def test_boxes_are_where_the_camera_sees_the_objects(
    studio: Studio, base: str, body: str, left: float
) -> None:
    script = scene(f"self.add(Line([-2, 0, 0], [2, 0, 0]))\n{body}", base=base)
    record = record_of(await studio.run_dry(script))
    line = next(shown for shown in record.moments[-1].objects if shown.kind == "Line")
    assert line.box.left == pytest.approx(left, abs=0.01)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "self.play(Create(Square()))\nself.play(Wobble())",
            "line 10: NameError: name 'Wobble' is not defined",
        ),
        (
            "self.add(Square().add_updater(lambda square, dt: square.nothing()))\nself.wait()",
            "AttributeError",
        ),
        (
            "self.play(UpdateFromAlphaFunc(Dot(), lambda dot, alpha: dot.shift(1 / (alpha - 1))))",
            "ZeroDivisionError",
        ),
        ("self.wait(0)", "ValueError"),
        ("self.equation(r'\\frac{1')", "latex"),
    ],
)
async def test_what_only_running_shows_fails_as_in_a_rendering(studio: Studio, body: str, told: str) -> None:
    answer = await studio.run_dry(scene(body))
    assert answer.outcome is SectionOutcome.FAILED
    assert told.lower() in answer.reason.lower()
    rendered = (await studio.render(scene(body))).answer
    assert _without_folders(rendered.reason) == _without_folders(answer.reason)


def _without_folders(reason: str) -> str:
    return re.sub(r"/\S+/", "", reason)


async def test_a_dry_run_leaves_no_file(studio: Studio) -> None:
    # The host may be making its TeX format meanwhile.
    before = {*studio.client.root.iterdir(), studio.client.root / TEX_FOLDER}
    await studio.run_dry(scene("open('section.mp4', 'w').write('x')\nself.wait()"))
    assert set(studio.client.root.iterdir()) <= before


async def test_a_dry_run_is_stopped_at_its_limits(studio: Studio) -> None:
    limits = LIMITS.model_copy(update={"seconds": 1.0})
    answer = await studio.run_dry(scene("while True: pass"), limits=limits)
    assert answer.reason == "it did not finish within 1 seconds"


async def test_the_record_of_many_objects_and_plays_stays_small(studio: Studio) -> None:
    script = scene(
        """
        self.add(VGroup(*(Dot() for _ in range(300))))
        for _ in range(100):
            self.wait(0.1)
        """,
        base="Scene",
    )
    record = record_of(await studio.run_dry(script))
    assert record.plays == 100
    assert len(record.moments) == 50
    assert {(len(moment.objects), moment.omitted) for moment in record.moments} == {(200, 100)}


FORGED = """
import os
with open("record.json", "w") as file:
    file.write({record!r})
os._exit(0)
"""
TRUE = (
    '{"times": {"frame_count": 9, "beat_start_frames": [0, 4]}, "pictures_end_frames": [2, 9], "plays": 1, '
)


@pytest.mark.parametrize(
    "record",
    [
        "",
        "[" * 100_000,
        TRUE + '"drawn_objects": -1}',
        TRUE + f'"drawn_objects": 1{"0" * 400}}}',
        TRUE + f'"drawn_objects": 0, "background": "{"x" * 999}"}}',
        TRUE.replace("[2, 9]", "[2, 10]") + '"drawn_objects": 0}',
        TRUE.replace("[0, 4]", "[0, 4, 5]").replace("[2, 9]", "[2, 9, 9]") + '"drawn_objects": 0}',
        TRUE
        + '"drawn_objects": 0, "moments": ['
        + ",".join(['{"frame":0,"beat":0,"objects":[]}'] * 501)
        + "]}",
        TRUE
        + '"drawn_objects": 0, "moments": [{"frame": 0, "beat": 0, "objects": [{"kind": "Dot", "outline": 0, '
        + '"box": {"left": 0, "bottom": 0, "right": 0, "top": 0}}]}]}',
    ],
)
async def test_a_record_that_a_script_forged_is_refused_unless_it_can_be_true(
    studio: Studio, record: str
) -> None:
    answer = await studio.run_dry(scene(FORGED.format(record=record)))
    assert answer.outcome is SectionOutcome.FAILED
    assert answer.record is None


HELPER = """
def word():
    return Text("help")
"""


async def test_an_object_that_a_helper_makes_knows_the_line_that_calls_the_helper(studio: Studio) -> None:
    script = scene("first = word()\nself.add(first.copy())\nself.wait(0.2)", head=HELPER)
    record = record_of(await studio.run_dry(script, beats=()))
    lines = ["", *script.split("\n")]
    (shown,) = record.moments[-1].objects
    assert [lines[number].strip() for number in shown.lines[:2]] == ['return Text("help")', "first = word()"]
