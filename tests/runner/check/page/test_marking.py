"""Marks are seen on any background, and leave the rest of the frame as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageColor

from contract.picture_fault import FaultBox
from runner.check.page.marking import COLOURS, MARGIN, FaultMark, mark_frame
from runner.check.page.plain import draw_plain
from runner.render.record import Moment
from tests.runner.check.page.lettering import usual_font
from tests.runner.layout.sections import FRAME, box, line, record, shape, text
from tests.runner.render.records import boxes, moments

UNITS = FaultBox(left=-7.1, bottom=-4.0, right=7.1, top=4.0)
PLACE = FaultBox(left=-1, bottom=-1, right=1, top=1)


def colours_of(picture: Image.Image) -> set[tuple[int, ...]]:
    return {colour for _, colour in picture.getcolors(2**20) or () if isinstance(colour, tuple)}


@pytest.mark.parametrize("background", ["#000000", "#FFFFFF", *COLOURS, "#808080"])
def test_a_mark_is_black_white_and_coloured_on_any_background(background: str) -> None:
    frame = Image.new("RGB", (284, 160), background)
    marked = mark_frame(frame, UNITS, [FaultMark(7, (PLACE,))], [], usual_font())
    assert marked.size == (284 + 2 * MARGIN, 160 + 2 * MARGIN)
    inside = colours_of(marked.crop((MARGIN + 100, MARGIN + 40, MARGIN + 184, MARGIN + 120)))
    assert {(0, 0, 0), (255, 255, 255), ImageColor.getrgb(COLOURS[0])} <= inside


def test_what_is_in_a_box_can_still_be_seen() -> None:
    frame = Image.new("RGB", (284, 160), "#123456")
    marked = mark_frame(frame, UNITS, [FaultMark(number, (PLACE,)) for number in (1, 2, 3)], [], usual_font())
    within = marked.crop((MARGIN + 122, MARGIN + 60, MARGIN + 162, MARGIN + 100))
    assert colours_of(within) == {ImageColor.getrgb("#123456")}


def test_each_mark_of_a_picture_has_a_colour_of_its_own() -> None:
    frame = Image.new("RGB", (284, 160))
    marked = mark_frame(
        frame, UNITS, [FaultMark(number, (PLACE,)) for number in (1, 2, 3, 4)], [UNITS], usual_font()
    )
    assert {ImageColor.getrgb(colour) for colour in COLOURS} <= colours_of(marked)


def test_without_its_frame_a_moment_is_drawn_by_its_outlines_and_words() -> None:
    objects = [text("energy", box(0, 0, 3, 1)), shape("Line", box(3, 2, 2, 2), 2, outline=0)]
    seen = record(objects, outlines=(line((2, 1), (4, 3)),))
    picture = draw_plain(seen, seen.moments[0], (710, 400), usual_font())
    assert len(colours_of(picture)) > 1
    assert colours_of(draw_plain(record([]), record([]).moments[0], (71, 40), usual_font())) == {(0, 0, 0)}
    bare = record(objects, regions=None, background="none", outlines=(line((2, 1), (4, 3)),))
    assert len(colours_of(draw_plain(bare, bare.moments[0], (71, 40), usual_font()))) == 1


any_text = st.builds(text, words=st.text(max_size=80), place=boxes(st.floats(-1e9, 1e9)))


@given(moment=moments(any_text), frame=boxes(st.floats(-1e9, 1e9)), background=st.text(max_size=9))
def test_every_moment_can_be_drawn_and_marked(moment: Moment, frame: FaultBox, background: str) -> None:
    seen = record([], background=background)
    size = (142, 80)
    plain = draw_plain(seen, moment, size, usual_font())
    assert plain.size == size
    marks = [
        FaultMark(number, (FaultBox(**each.box.model_dump()),))
        for number, each in enumerate(moment.objects[:4], 1)
    ]
    units = FaultBox(**frame.model_dump())
    assert mark_frame(plain, units, marks, [units], usual_font()).size == (142 + 2 * MARGIN, 80 + 2 * MARGIN)


def test_the_frame_of_a_record_is_that_of_the_picture() -> None:
    assert UNITS.model_dump() == FRAME.model_dump()
