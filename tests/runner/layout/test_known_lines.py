"""Shapes that cross a text or lie on it are found, and frames around a part of it are not."""

from hypothesis import given
from hypothesis import strategies as st

from runner.layout.finding import FindingKind
from tests.runner.layout.sections import box, faults, kinds, record, rectangle, shape, text

WORDS = text("a corner of a square", box(0, 0, 4, 0.42))


@given(st.floats(0.5, 3.8), st.floats(0.6, 2), st.floats(0.6, 2), st.booleans())
def test_a_shape_whose_upright_edges_cross_a_text_is_found(
    across: float, up: float, down: float, is_first: bool
) -> None:
    around = box(0, (up - down) / 2, across, up + down + 0.42)
    square = shape("Square", around, 2, outline=0)
    objects = [square, WORDS] if is_first else [WORDS, square]
    (found,) = faults(record(objects, outlines=(rectangle(around),)))
    assert found.sentence == "a Square runs through “a corner of a square”"


@given(st.floats(-1.5, 1.5), st.floats(0.2, 1), st.floats(0, 0.35), st.floats(0, 0.35))
def test_a_frame_close_around_a_part_of_a_text_belongs_there(
    x: float, across: float, up: float, down: float
) -> None:
    around = box(x, (up - down) / 2, across, up + down + 0.42)
    frame = shape("Rectangle", around, 2, outline=0)
    assert kinds(record([WORDS, frame], outlines=(rectangle(around),))) == []


@given(st.integers(1, 4), st.integers(1, 4), st.floats(-1.8, 1.8))
def test_a_dot_on_a_text_lies_there_and_since_when_is_told(dot_beat: int, text_beat: int, x: float) -> None:
    around = box(x, 0.2, 0.3, 0.9)
    dot = shape("Dot", around, 2, outline=0, fill="#FFFFFF", fill_opacity=1.0)
    beats = [
        [*([dot] if beat >= dot_beat else []), *([WORDS] if beat >= text_beat else [])]
        for beat in range(1, 6)
    ]
    found = [
        each
        for each in faults(record(*beats, outlines=(rectangle(around),)))
        if each.kind is FindingKind.TEXT_CROSSED
    ]
    since = f", on screen since beat {dot_beat}," if dot_beat < text_beat else ""
    assert [each.sentence for each in found] == [f"a Dot{since} lies on “a corner of a square”"]
    assert [each.beat for each in found] == [max(dot_beat, text_beat)]
