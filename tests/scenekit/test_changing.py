"""Labels that get other words: in the same place, size and line, with what stays the same in view."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import LEFT, ORIGIN, UP, Circle, FadeOut, Mobject, Square, Text, VGroup, tempconfig

from scenekit import NarratedScene, SectionPlan, label, use_plan
from scenekit.baseline import baseline_of
from scenekit.changing import LabelChange
from scenekit.theme import TYPE_SCALE


@pytest.fixture(autouse=True, scope="module")
def _tiny() -> Iterator[None]:
    tiny = {"pixel_width": 128, "pixel_height": 72, "frame_rate": 10, "dry_run": True}
    quiet = {"progress_bar": "none", "verbosity": "ERROR", "disable_caching": True}
    with tempconfig({**tiny, **quiet}):
        yield


def _render(construct: Callable[[NarratedScene], None]) -> NarratedScene:
    use_plan(SectionPlan())
    scene: NarratedScene = type("A", (NarratedScene,), {"construct": construct})()
    scene.render()
    return scene


def _text(words: str) -> Text:
    return label(words, TYPE_SCALE.body, "#FFFFFF")


words = st.text("agp19 -", min_size=1, max_size=5).filter(str.strip)


@given(words, words, st.floats(0.4, 2), st.floats(-2, 2), st.sampled_from([-1, 0]))
@settings(max_examples=100, deadline=None)
def test_the_new_label_has_the_place_the_size_and_the_line_of_the_old(
    before: str, after: str, factor: float, height: float, side: int
) -> None:
    old, new = _text(before).scale(factor).shift(UP * height), _text(after)
    line, edge, size = baseline_of(old), float(old.get_x(LEFT * -side)), new.height
    LabelChange(old, new, LEFT * -side)
    assert baseline_of(new) == pytest.approx(line, abs=1e-6)
    assert new.get_x(LEFT * -side) == pytest.approx(edge, abs=1e-6)
    assert new.height == pytest.approx(factor * size)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("n = 19 km", "n = 120 km", [(0, 0), (1, 1), (2, 2), (5, 6), (4, 5)]),
        ("guess", "error", []),
        ("12", "12", [(0, 0), (1, 1)]),
        ("1", "11", [(0, 0)]),
    ],
)
def test_letters_that_both_begin_or_end_with_are_kept(
    before: str, after: str, kept: list[tuple[int, int]]
) -> None:
    assert LabelChange(_text(before), _text(after), LEFT).kept == kept


def test_only_the_new_label_is_left_in_the_group_of_the_old_one() -> None:
    left: list[list[Mobject]] = []

    def construct(scene: NarratedScene) -> None:
        old, new, other = _text("1 km"), _text("2 km"), Circle()
        row = VGroup(Square(), old)
        scene.add(row, other)
        scene.play(scene.change(old, new), run_time=0.3)
        left.append([*scene.mobjects, *row])
        assert all(glyph.get_fill_opacity() == 1 for glyph in [*old, *new])
        scene.play(scene.change(new, old), run_time=0.3)
        assert list(row) == [row[0], old]
        scene.play(FadeOut(row), run_time=0.2)
        assert scene.mobjects == [other]
        assert left == [[row, other, row[0], new]]

    _render(construct)
    assert left


def test_a_label_whose_group_was_not_added_is_changed_as_well() -> None:
    def construct(scene: NarratedScene) -> None:
        old, new = _text("guess"), _text("error")
        scene.add(*old)
        scene.play(scene.change(old, new, ORIGIN, run_time=0.3))
        assert scene.mobjects == [new]
        assert scene.renderer.time == pytest.approx(0.3, abs=0.11)

    _render(construct)


def test_two_words_never_lie_on_one_another() -> None:
    old, new = _text("guess"), _text("error")
    change = LabelChange(old, new, ORIGIN)
    change.begin()
    for alpha in (0.1, 0.3, 0.5, 0.7, 0.9):
        change.interpolate(alpha)
        seen = [
            max(part.get_fill_opacity() for part in text.family_members_with_points())
            for text in (change.leaving, new)
        ]
        assert min(seen) == 0
    assert seen[1] > 0
