"""What is known to be left behind, or to reach into the title, is found; what isn't, is not."""

from hypothesis import given
from hypothesis import strategies as st

from runner.render.record import BoundingBox
from tests.runner.layout.sections import TITLE, box, kinds, line, record, rectangle, shape, text

PLACES = st.tuples(st.floats(-3, 3), st.floats(-2, 1))
POINTERS = st.sampled_from(
    ["Arrow", "DoubleArrow", "CurvedArrow", "LabeledArrow", "Brace", "Cross", "Underline"]
)
FAR = text("far away", box(0, -2.8, 2, 0.5), 8)


@given(PLACES, POINTERS, st.floats(0, 0.35), st.booleans())
def test_a_pointer_is_left_behind_if_its_goal_goes_and_it_stays(
    place: tuple[float, float], kind: str, gap: float, stays: bool
) -> None:
    x, y = place
    pointer = shape(kind, box(x, y, 1, 0.1), 2, outline=0)
    goal = text("goal", box(x + 1 + gap, y, 1, 0.5))
    lines = (line((x - 0.5, y), (x + 0.5, y)),)
    later = [pointer, goal] if stays else [pointer]
    found = kinds(record([pointer, goal], later, outlines=lines))
    assert found == ([] if stays else ["left_behind"])


@given(PLACES, POINTERS, st.floats(0.2, 2))
def test_a_pointer_that_goes_on_to_another_place_is_not_left_behind(
    place: tuple[float, float], kind: str, way: float
) -> None:
    x, y = place
    goal = text("goal", box(x + 1, y, 0.9, 0.5))
    places = box(x, y, 1, 0.1), box(x, y - way, 1, 0.1)
    pointers = [shape(kind, each, 2, outline=number) for number, each in enumerate(places)]
    lines = tuple(line((each.left, each.top), (each.right, each.top)) for each in places)
    assert kinds(record([pointers[0], goal], [pointers[1]], outlines=lines)) == []


@given(PLACES, st.floats(0.3, 2), st.floats(0.3, 1))
def test_a_frame_is_left_behind_if_what_it_surrounds_goes(
    place: tuple[float, float], width: float, height: float
) -> None:
    around = box(*place, width + 0.2, height + 0.2)
    frame = shape("SurroundingRectangle", around, 2, outline=0)
    term = text("x", box(*place, width, height))
    outlines = (rectangle(around),)
    assert kinds(record([term, frame], [frame], outlines=outlines)) == ["left_behind"]
    assert kinds(record([term, frame], [term, frame], outlines=outlines)) == []


@given(st.floats(-4, 4), st.floats(0.02, 0.9), st.floats(0.3, 1.5), st.booleans())
def test_what_reaches_into_the_title_is_found_and_what_ends_below_it_is_not(
    x: float, reach: float, height: float, is_text: bool
) -> None:
    title = text("Areas add up", box(0, (TITLE.bottom + TITLE.top) / 2, 13, 0.9), 9, font_size=46.0)
    top = TITLE.bottom + min(reach, height / 2)
    place = BoundingBox(left=x - 1, right=x + 1, bottom=top - height, top=top)
    each = text("a^2", place) if is_text else shape("Square", place, 1)
    found = kinds(record([title, each]))
    if top - TITLE.bottom > 0.11:
        assert "in_title_band" in found
    elif top - TITLE.bottom < 0.09:
        assert "in_title_band" not in found
