"""Faults by example: titles, what is left behind, pace; and an answer for every record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.layout.effort import MOST_STEPS
from runner.layout.finding import MEANINGS, FindingKind
from runner.layout.judging import MAX_FINDINGS, JudgedSection, find_layout_faults
from runner.layout.pace import hold_seconds
from runner.render.record import FrameSpan, Moment, ShapeOutline, ShownObject
from tests.runner.layout.sections import (
    FRAME_RATE,
    FRAMES,
    box,
    faults,
    kinds,
    line,
    record,
    rectangle,
    shape,
    text,
)
from tests.runner.render.records import boxes, moments, outlines

TITLE = text("Areas add up", box(0, 3, 5, 0.6), 9, font_size=46.0)


def test_every_kind_of_fault_has_a_meaning_in_words() -> None:
    assert set(MEANINGS) == set(FindingKind)


def test_an_equation_that_touches_the_title_is_found() -> None:
    formula = text("a^2", box(0, 2.4, 2, 0.55), kind="MathTex")
    (found,) = faults(record([TITLE, formula]))
    assert (found.kind, found.beat) == (FindingKind.IN_TITLE, 1)
    assert found.sentence == "“a^2” reaches 0.12 units into the title's band"
    assert kinds(record([formula])) == []


def test_an_arrow_whose_goal_has_gone_is_found_and_one_that_is_used_is_not() -> None:
    goal = text("goal", box(3, 0, 1, 0.5))
    arrow = shape("Arrow", box(1, 0, 2.5, 0.1), 2, outline=0)
    tip = shape("ArrowTriangleFilledTip", box(2.2, 0, 0.2, 0.2), 3, group=2, fill="#FFFFFF", fill_opacity=1)
    lines = (line((-0.25, 0), (2.25, 0)),)
    assert kinds(record([goal, arrow, tip], [arrow, tip], outlines=lines)) == ["left_behind"]
    assert kinds(record([goal, arrow, tip], [arrow, tip, goal], outlines=lines)) == []
    assert kinds(record([arrow, tip], [arrow, tip], outlines=lines)) == []


def test_a_frame_around_nothing_is_left_behind() -> None:
    term, around = text("x", box(0, 0, 0.5, 0.5)), box(0, 0, 0.8, 0.8)
    frame = shape("SurroundingRectangle", around, 2, outline=0)
    assert kinds(record([term, frame], [frame], outlines=(rectangle(around),))) == ["left_behind"]


def test_the_line_that_names_the_text_is_told_if_only_one_does() -> None:
    judged = record([text("tiny", box(0, 0, 1, 0.3), font_size=12.0)])
    assert [each.line for each in faults(judged, 'a = 1\nb = Text("tiny")\n')] == [2]
    assert [each.line for each in faults(judged, "Text('tiny')\nText('tiny')\n")] == [None]
    # The parser ends no line at a form feed or at a line separator inside a text.
    assert [each.line for each in faults(judged, "a = '\f\u2028'\nText('tiny')\n")] == [2]


@given(st.integers(1, 300), st.integers(1, 300), st.integers(0, 100))
def test_a_fault_is_told_from_the_frame_at_which_its_picture_came_to_rest(
    moved: int, rested: int, gone_on: int
) -> None:
    end = moved + rested
    spans = (
        FrameSpan(start=0, end=moved, moves=True),
        FrameSpan(start=moved, end=end + gone_on, moves=False),
        FrameSpan(start=end + gone_on, end=FRAMES, moves=True),
    )
    tiny = text("tiny", box(0, 0, 1, 0.3), font_size=12.0)
    for frame, first in ((end, moved), (moved, moved), (max(moved - 1, 0), max(moved - 1, 0))):
        judged = record([tiny], spans=spans, moments=(Moment(frame=frame, beat=1, objects=(tiny,)),))
        found = [each for each in faults(judged) if each.kind is FindingKind.SMALL]
        assert [(each.frame, each.worst_frame) for each in found] == [(first, frame)]


def test_the_line_that_starts_a_beat_is_told_of_what_is_wrong_with_the_beat() -> None:
    spans = (FrameSpan(start=0, end=40, moves=True), FrameSpan(start=40, end=FRAMES, moves=False))
    judged = record([], [], spans=spans)
    one = (
        "with self.beat(1):\n    pass\nwith self.beat(2) as beat:\n    pass\nwith self.beat(12):\n    pass\n"
    )
    assert [(each.beat, each.line) for each in faults(judged, one)] == [(2, 3)]
    assert [each.line for each in faults(judged, one + one)] == [None]


def test_five_seconds_without_movement_are_found_with_their_beat() -> None:
    spans = (
        FrameSpan(start=0, end=40, moves=True),
        FrameSpan(start=40, end=200, moves=False),
        FrameSpan(start=200, end=FRAMES, moves=True),
    )
    (found,) = faults(record([], [], [], spans=spans))
    assert (found.kind, found.beat, found.frame) == (FindingKind.STILL, 2, 40)
    assert found.sentence == "Nothing moves for 5.3 seconds"
    assert hold_seconds(record([], spans=spans), FRAME_RATE) == (160 / 30,)


@given(st.lists(st.tuples(st.integers(1, 200), st.floats(0, 1), st.booleans()), max_size=12))
def test_a_picture_that_is_nearly_empty_for_long_is_found_and_a_full_one_is_not(
    parts: list[tuple[int, float, bool]],
) -> None:
    spans: list[FrameSpan] = []
    for length, used, moves in parts:
        start = spans[-1].end if spans else 0
        spans.append(FrameSpan(start=start, end=start + length, moves=moves, used=used))
    found = "empty" in kinds(record([], spans=tuple(spans)))
    longest = run = 0
    for span in spans:
        run = run + span.end - span.start if span.used < 0.15 else 0
        longest = max(longest, run)
    if longest <= 4 * FRAME_RATE:
        assert not found
    if all(span.used < 0.15 for span in spans) and longest > 4 * FRAME_RATE:
        assert found


LENGTHS = st.one_of(st.sampled_from([-1e9, 0.0, 1e9]), st.floats(-8, 8))
OBJECTS = st.builds(
    ShownObject,
    kind=st.sampled_from(["Text", "Arrow", "Circle", "SurroundingRectangle", "SingleStringMathTex", ""]),
    box=boxes(LENGTHS),
    text=st.text(max_size=5),
    number=st.integers(0, 5),
    group=st.integers(0, 5),
    font_size=st.none() | LENGTHS,
    fill=st.sampled_from(["", "#FFFFFF", "#12345678", "red"]),
    more_fills=st.lists(st.sampled_from(["", "#FFFFFF", "red"]), max_size=3).map(tuple),
    stroke=st.sampled_from(["", "#000000", "?"]),
    opacity=st.floats(0, 1),
    fill_opacity=st.floats(0, 1),
    outline=st.none() | st.integers(0, 1),
    squash=st.floats(0, 1e9, exclude_min=True),
    pinned=st.booleans(),
)
OUTLINES = outlines(LENGTHS)


@given(st.lists(moments(OBJECTS), max_size=3), st.tuples(OUTLINES, OUTLINES), st.integers(0, 20_000))
def test_every_record_has_an_answer_however_little_may_be_spent_on_it(
    seen: list[Moment], shapes: tuple[ShapeOutline, ...], most_steps: int
) -> None:
    judged = record([], moments=tuple(seen), outlines=shapes)
    for effort in (most_steps, MOST_STEPS):
        for found in find_layout_faults(JudgedSection(judged, FRAME_RATE, most_steps=effort)):
            assert 0 <= found.measure <= 1
            assert found.sentence


ENDLESS = box(0, 0, 2e9, 2e9)


@pytest.mark.parametrize("kind", ["Arrow", "SurroundingRectangle", "Square", "Text"])
def test_boxes_as_large_as_can_be_are_judged(kind: str) -> None:
    shapes = [shape(kind, ENDLESS, number, outline=0) for number in (1, 2)]
    assert faults(record([text("a", ENDLESS, 3), *shapes], shapes, outlines=(rectangle(ENDLESS),))) != ()


def test_a_record_made_to_stall_is_judged_only_as_far_as_its_effort_lasts() -> None:
    scribble = ShapeOutline(lines=tuple(tuple((x % 7, x % 4) for x in range(64)) for _ in range(8)))
    texts = [text(f"word {number}", box(0, 0, 3, 1), number) for number in range(100)]
    scribbles = [shape("Line", box(0, 0, 14, 8), 100 + number, outline=0) for number in range(100)]
    tiny = text("tiny", box(0, 0, 3, 1), font_size=12.0)
    judged = record([*texts, *scribbles], [tiny], outlines=(scribble,))
    found = find_layout_faults(JudgedSection(judged, FRAME_RATE, most_steps=2_000_000))
    assert found[0].kind is FindingKind.UNJUDGED
    assert {fault.beat for fault in found[1:]} == {1}
    nothing = find_layout_faults(JudgedSection(judged, FRAME_RATE, most_steps=0))
    assert [each.kind for each in nothing] == [FindingKind.UNJUDGED]
    assert [fault.beat for fault in faults(record([], [tiny]))] == [2]


def test_a_picture_of_hundreds_of_texts_on_top_of_one_another_has_a_hundred_faults() -> None:
    heap = [text(f"word {number}", box(0, 0, 1, 0.5), number) for number in range(200)]
    assert len(faults(record(heap))) == MAX_FINDINGS


def test_two_pictures_on_top_of_each_other_are_one_fault_where_they_overlap_most() -> None:
    left = [text(f"a{number}", box(number, 0, 0.6, 0.5), number, group=9) for number in range(1, 5)]
    right = [
        text(f"b{number}", box(number + 0.3, 0, 0.6, 0.5), number + 4, group=10) for number in range(1, 5)
    ]
    (found,) = faults(record([*left, *right]))
    assert found.kind is FindingKind.TEXTS_OVERLAP
    assert found.measure == 0.5


def test_a_scene_of_nothing_has_no_faults_of_layout() -> None:
    assert kinds(record([], [])) == []
