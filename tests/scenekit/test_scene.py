"""NarratedScene under the real Manim, without pictures: its look, its helpers and its time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from manim import Camera, Circle, Create, FadeIn, FadeOut, Mobject, Square, VGroup, tempconfig

from scenekit import BeatPlan, NarratedScene, SectionPlan, use_plan
from scenekit.plan import current_plan
from scenekit.theme import THEMES, TYPE_SCALE

RATE = 10
Construct = Callable[[NarratedScene], None]


@dataclass(frozen=True)
class Stage:
    """Renders scenes whose `construct` is given."""

    def render(self, construct: Construct, plan: SectionPlan) -> NarratedScene:
        use_plan(plan)
        scene_class = type("A", (NarratedScene,), {"construct": construct})
        scene: NarratedScene = scene_class()
        scene.render()
        return scene


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    before = current_plan()
    tiny = {
        "pixel_width": 128,
        "pixel_height": 72,
        "frame_rate": RATE,
        "dry_run": True,
        "progress_bar": "none",
    }
    with tempconfig({**tiny, "media_dir": str(tmp_path), "verbosity": "ERROR", "disable_caching": True}):
        yield Stage()
    use_plan(before)


def two_beats(theme: str = "dark") -> SectionPlan:
    return SectionPlan((BeatPlan(1.0), BeatPlan(0.6)), 0.2, 0.5, theme)


def frames(scene: NarratedScene) -> int:
    return round(scene.renderer.time * RATE)


def test_beats_start_and_end_with_their_speech(stage: Stage) -> None:
    def construct(scene: NarratedScene) -> None:
        with scene.beat(1) as beat:
            scene.play(Create(Square()), run_time=beat.duration * 0.4)
        with scene.beat(2):
            scene.play(FadeIn(Circle()), run_time=0.3)

    scene = stage.render(construct, two_beats())
    assert scene.narration.start_frames == {1: 0, 2: 12}
    assert frames(scene) == 12 + 8 + 5


def test_a_scene_that_shows_nothing_still_speaks(stage: Stage) -> None:
    scene = stage.render(lambda scene: None, two_beats())
    assert scene.narration.start_frames == {1: 0, 2: 12}
    assert frames(scene) == 25


def test_a_scene_that_moves_all_the_time_keeps_its_beats_within_a_frame(stage: Stage) -> None:
    def construct(scene: NarratedScene) -> None:
        square = Square()
        square.add_updater(lambda mobject, dt: mobject.rotate(dt))
        scene.add(square)
        for number in (1, 2):
            with scene.beat(number):
                scene.play(Create(Circle()), run_time=0.37)

    scene = stage.render(construct, two_beats())
    assert scene.narration.start_frames[2] in {12, 13}
    assert frames(scene) in {25, 26, 27}


@pytest.mark.parametrize("name", THEMES)
def test_a_scene_has_the_look_of_its_theme(stage: Stage, name: str) -> None:
    scene = stage.render(lambda scene: None, two_beats(name))
    assert scene.theme is THEMES[name]
    assert isinstance(scene.camera, Camera)
    assert scene.camera.background_color.to_hex() == THEMES[name].background
    assert scene.label("Hello").get_color().to_hex() == THEMES[name].text


@pytest.mark.parametrize("frame", [(8.0, 14.2), (14.2, 8.0)])
def test_a_long_title_becomes_lines_of_legible_size(stage: Stage, frame: tuple[float, float]) -> None:
    with tempconfig({"frame_width": frame[0], "frame_height": frame[1]}):
        scene = stage.render(lambda scene: None, SectionPlan())
        title = scene.title("Why six words can be a long title")
        texts: list[Any] = list(title) if isinstance(title, VGroup) else [title]
        assert all(text.font_size >= TYPE_SCALE.small - 0.01 for text in texts)
        assert title.width <= scene.layout.title.width + 1e-6
        assert title.height <= scene.layout.title.height + 1e-6


def test_a_title_stands_in_the_title_band_and_a_paragraph_keeps_its_width(stage: Stage) -> None:
    scene = stage.render(lambda scene: None, two_beats())
    title = scene.title("A title that is so long that it has to shrink before it fits into its narrow band")
    region = scene.layout.title
    assert title.width <= region.width + 1e-6
    assert title.get_center() == pytest.approx(region.center, abs=1e-6)
    assert scene.paragraph("Some words that need a second line.", 3).width <= 3 + 1e-6


def test_leaving_takes_everything_away(stage: Stage) -> None:
    left: list[list[Mobject]] = []

    def construct(scene: NarratedScene) -> None:
        scene.add(Square(), Circle())
        scene.leave(run_time=0.2)
        left.append(list(scene.mobjects))
        scene.leave()

    stage.render(construct, two_beats())
    assert left == [[]]


def test_what_was_added_part_by_part_is_removed_as_a_group(stage: Stage) -> None:
    def construct(scene: NarratedScene) -> None:
        first, second, third, fourth = Square(), Circle(), Square(), Circle()
        scene.add(first, VGroup(second, third), fourth)
        scene.remove(VGroup(first, VGroup(second)))
        assert scene.mobjects == [third, fourth]
        row = VGroup(third)
        scene.add(row)
        row.add(fourth)
        scene.play(FadeOut(row), run_time=0.2)
        assert scene.mobjects == []

    stage.render(construct, two_beats())


def test_the_last_picture_is_held_for_the_sections_pause_before_it_leaves(stage: Stage) -> None:
    left: list[int] = []

    def construct(scene: NarratedScene) -> None:
        for number in (1, 2):
            with scene.beat(number):
                scene.add(Square())
        spoken = frames(scene)
        scene.leave(run_time=0.2)
        left.append(frames(scene) - spoken)

    scene = stage.render(construct, two_beats())
    assert left == [7]
    assert frames(scene) == 27


def test_a_plan_holds_for_the_scenes_that_follow_it(stage: Stage) -> None:
    stage.render(lambda scene: None, two_beats("light"))
    assert current_plan().theme == "light"
    assert stage.render(lambda scene: None, two_beats("dark")).theme.name == "dark"
