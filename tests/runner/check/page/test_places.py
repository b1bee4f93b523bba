"""Boxes and numbers are drawn where the fault is, inside the picture, and never too small to be seen."""

from hypothesis import given
from hypothesis import strategies as st

from contract.picture_fault import FaultBox
from runner.check.page.places import FramePlace, PixelBox, place_number

FRAME = FaultBox(left=-7.1, bottom=-4.0, right=7.1, top=4.0)
lengths = st.floats(-1e9, 1e9)
boxes = st.builds(FaultBox, left=lengths, bottom=lengths, right=lengths, top=lengths)


def test_units_become_pixels_beside_the_margin() -> None:
    place = FramePlace(FRAME, 710, 400, margin=20)
    assert place.size == (750, 440)
    assert place.pixels(FaultBox(left=-7.1, bottom=0, right=0, top=4)) == (20, 20, 375, 220)
    assert place.point(0, 0) == (375, 220)


def test_what_lies_outside_is_drawn_at_the_edge() -> None:
    place = FramePlace(FRAME, 710, 400, margin=20)
    left, top, right, bottom = place.pixels(FaultBox(left=50, bottom=-1, right=60, top=1))
    assert right == 749
    assert right - left >= 12
    assert (top, bottom) == (170, 270)


@given(boxes, boxes, st.integers(40, 900), st.integers(40, 900), st.integers(0, 30))
def test_every_box_is_seen_inside_the_picture(
    frame: FaultBox, box: FaultBox, width: int, height: int, margin: int
) -> None:
    place = FramePlace(frame, width, height, margin)
    left, top, right, bottom = place.pixels(box)
    assert 0 <= left < right < place.size[0]
    assert 0 <= top < bottom < place.size[1]
    assert min(right - left, bottom - top) >= 11


def test_a_number_stands_above_its_box_or_where_there_is_room() -> None:
    box = (100, 100, 200, 150)
    assert place_number(box, (24, 24), (400, 300), []) == (100, 73, 124, 97)
    assert place_number(box, (24, 24), (400, 300), [(90, 60, 130, 99)]) == (73, 100, 97, 124)


@given(
    st.tuples(*[st.integers(0, 400)] * 4),
    st.lists(st.tuples(*[st.integers(0, 400)] * 4), max_size=12),
)
def test_every_number_stands_inside_the_picture(box: PixelBox, taken: list[PixelBox]) -> None:
    left, top, right, bottom = place_number(box, (30, 24), (400, 300), taken)
    assert 0 <= left < right <= 400
    assert 0 <= top < bottom <= 300
    assert (right - left, bottom - top) == (30, 24)
