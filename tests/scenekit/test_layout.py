"""Regions divide the frame without overlap, keep the safe margins, and fit what is placed in them."""

from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import DL, UR, DecimalNumber, Dot, MarkupText, MathTex, Rectangle, Text, VGroup, tempconfig

from scenekit.layout import CAPTION_MARGIN, SAFE_MARGIN, Region, current_layout, layout_for
from scenekit.theme import TYPE_SCALE

sizes = st.floats(1, 20)
regions = st.builds(Region, x=st.floats(-5, 5), y=st.floats(-5, 5), width=sizes, height=sizes)
shares = st.lists(st.floats(0.1, 10), min_size=1, max_size=5)
frames = st.sampled_from([(14.222, 8.0), (8.0, 14.222), (8.0, 8.0)]) | st.tuples(
    st.floats(8, 40), st.floats(8, 40)
)


def inside(inner: Region, outer: Region) -> bool:
    return (
        inner.left >= outer.left - 1e-6
        and inner.right <= outer.right + 1e-6
        and inner.bottom >= outer.bottom - 1e-6
        and inner.top <= outer.top + 1e-6
    )


def overlap(first: Region, second: Region) -> bool:
    beside = first.right <= second.left + 1e-6 or second.right <= first.left + 1e-6
    above = first.top <= second.bottom + 1e-6 or second.top <= first.bottom + 1e-6
    return not (beside or above)


@given(regions, shares, st.floats(0, 0.2))
def test_columns_and_rows_fill_their_region_without_overlap(
    region: Region, parts: list[float], gap: float
) -> None:
    for split in (region.columns(*parts, gap=gap), region.rows(*parts, gap=gap)):
        assert len(split) == len(parts)
        assert all(inside(part, region) for part in split)
        assert not any(overlap(first, second) for first, second in combinations(split, 2))


@given(regions, shares)
def test_columns_run_left_to_right_and_rows_top_to_bottom_in_their_shares(
    region: Region, parts: list[float]
) -> None:
    columns, rows = region.columns(*parts, gap=0), region.rows(*parts, gap=0)
    assert all(first.x < second.x for first, second in pairwise(columns))
    assert all(first.y > second.y for first, second in pairwise(rows))
    for share, column, row in zip(parts, columns, rows, strict=True):
        assert column.width == pytest.approx(region.width * share / sum(parts))
        assert row.height == pytest.approx(region.height * share / sum(parts))


def test_a_split_goes_along_the_longer_side() -> None:
    wide, high = Region(0, 0, 12, 6), Region(0, 0, 6, 12)
    assert wide.split(1, 1) == wide.columns(1, 1)
    assert high.split(1, 1) == high.rows(1, 1, gap=0.5)


@given(frames)
def test_the_title_and_the_body_keep_the_margins_and_do_not_overlap(frame: tuple[float, float]) -> None:
    layout = layout_for(*frame)
    assert inside(layout.title, layout.safe)
    assert inside(layout.body, layout.safe)
    assert not overlap(layout.title, layout.body)
    assert layout.title.bottom > layout.body.top
    assert layout.safe.left >= -frame[0] / 2 + SAFE_MARGIN - 1e-6
    assert layout.safe.top <= frame[1] / 2 - SAFE_MARGIN + 1e-6
    assert layout.safe.bottom >= -frame[1] / 2 + CAPTION_MARGIN - 1e-6


@pytest.mark.parametrize(
    ("width", "height", "is_portrait"), [(14.2, 8, False), (8, 14.2, True), (8, 8, False), (8, 8.2, False)]
)
def test_only_a_high_frame_is_portrait(width: float, height: float, is_portrait: bool) -> None:
    assert layout_for(width, height).is_portrait is is_portrait


def test_the_current_layout_is_that_of_manims_frame() -> None:
    with tempconfig({"frame_width": 8.0, "frame_height": 14.0}):
        assert current_layout() == layout_for(8.0, 14.0)


@given(regions, st.floats(0.1, 60), st.floats(0.1, 60))
def test_what_is_placed_fits_in_the_middle_and_keeps_its_shape(
    region: Region, width: float, height: float
) -> None:
    shape = region.place(Rectangle(width=width, height=height))
    assert shape.width <= region.width + 1e-6
    assert shape.height <= region.height + 1e-6
    assert shape.get_center() == pytest.approx(region.center, abs=1e-6)
    assert shape.width / shape.height == pytest.approx(width / height, rel=1e-4)


@given(regions, st.floats(12, 90), st.floats(1, 3))
def test_text_that_is_placed_never_becomes_smaller_than_the_least_size(
    region: Region, size: float, max_scale: float
) -> None:
    text = Text("Ag", font_size=size)
    group = VGroup(Rectangle(width=9, height=4), text, Dot())
    region.place(group, max_scale)
    assert text.font_size >= min(size, TYPE_SCALE.small) - 0.01
    assert group[0].width <= region.width + 1e-6
    assert group[0].height <= region.height + 1e-6


@pytest.mark.parametrize(
    "make", [lambda: Text(" "), lambda: DecimalNumber(12.5), lambda: MathTex("x^2"), lambda: MarkupText("a")]
)
def test_every_kind_of_text_keeps_the_least_size(make: Callable[[], Any]) -> None:
    text = make()
    Region(0, 0, 0.4, 0.4).place(VGroup(Rectangle(width=4, height=2), text))
    assert text.height == 0 or text.font_size >= TYPE_SCALE.small - 0.01


def test_text_may_shrink_further_where_that_is_asked_for() -> None:
    text = Region(0, 0, 1, 1).place(Text("a long line of text"), smallest_text=0)
    assert text.width <= 1 + 1e-6


@given(regions, st.floats(0.05, 1), st.floats(0.05, 1))
def test_what_fits_already_keeps_its_size(region: Region, share: float, other_share: float) -> None:
    width, height = share * region.width, other_share * region.height
    shape = region.place(Rectangle(width=width, height=height))
    assert (shape.width, shape.height) == pytest.approx((width, height))


def test_what_is_placed_grows_only_as_far_as_it_is_allowed() -> None:
    region = Region(1, 1, 10, 4)
    assert region.place(Rectangle(width=1, height=1), max_scale=2).width == pytest.approx(2)
    assert region.place(Rectangle(width=1, height=1), max_scale=99).height == pytest.approx(4)


@given(regions, sizes, sizes, st.floats(-20, 20), st.floats(-20, 20))
def test_what_is_kept_inside_moves_no_further_than_it_must(
    region: Region, width: float, height: float, x: float, y: float
) -> None:
    shape = Rectangle(width=width, height=height).move_to((x, y, 0.0))
    fits = width <= region.width and height <= region.height
    was_inside = inside(Region(x, y, width, height), region)
    before = shape.get_center()
    assert region.keep_inside(shape) is shape
    left, bottom = shape.get_corner(DL)[:2]
    right, top = shape.get_corner(UR)[:2]
    assert inside(
        Region((left + right) / 2, (bottom + top) / 2, right - left, top - bottom), region.inset(-1e-6)
    )
    assert shape.width / shape.height == pytest.approx(width / height, rel=1e-4)
    if fits:
        assert shape.width == pytest.approx(width)
    if was_inside:
        assert shape.get_center() == pytest.approx(before, abs=1e-6)


@pytest.mark.parametrize("nothing", [VGroup(), Dot(radius=0)])
def test_placing_an_empty_mobject_changes_nothing(nothing: VGroup | Dot) -> None:
    assert Region(1, 2, 3, 4).place(nothing) is nothing


def test_an_inset_leaves_its_border_on_every_side() -> None:
    inner = Region(1, 2, 6, 4).inset(0.5)
    assert (inner.left, inner.right, inner.top, inner.bottom) == (-1.5, 3.5, 3.5, 0.5)
