"""A change of a script is better only if it mends something and breaks nothing that was seen."""

from collections.abc import Sequence
from typing import Any

import pytest

from runner.layout.finding import FindingKind, LayoutFinding
from runner.layout.improvement import Judgement, is_better
from runner.render.job import SectionFrames
from runner.render.record import ShownObject
from tests.runner.layout.sections import FRAMES, box, faults, line, record, rectangle, shape, text

SMALL = text("small", box(0, 0, 2, 0.3), 1, font_size=18.0)
GROWN = text("small", box(0, 0, 3, 0.45), 1)
FAINT = text("faint", box(0, 2, 2, 0.4), 2, fill="#303030")
OTHER = text("other", box(5, 1, 2, 0.4), 3)


def judged(*moments: Sequence[ShownObject], **options: Any) -> Judgement:
    seen = record(*moments, **options)
    return Judgement(seen, faults(seen))


def test_fewer_faults_are_better_and_as_many_are_not() -> None:
    before = judged([SMALL, OTHER])
    assert is_better(before, judged([GROWN, OTHER]))
    assert not is_better(before, before)


def test_a_new_fault_is_no_price_for_an_old_one() -> None:
    before = judged([SMALL, FAINT, OTHER], [SMALL, FAINT, OTHER])
    bright = FAINT.model_copy(update={"fill": "#FFFFFF"})
    aside = OTHER.model_copy(update={"box": box(6.5, 1, 2, 0.4)})
    assert is_better(before, judged([GROWN, bright, OTHER], [GROWN, bright, OTHER]))
    assert not is_better(before, judged([GROWN, bright, aside], [GROWN, bright, aside]))


def test_a_fault_that_is_left_may_not_get_worse() -> None:
    before = judged([SMALL, FAINT])
    assert is_better(before, judged([GROWN, FAINT]))
    assert not is_better(before, judged([GROWN, FAINT.model_copy(update={"fill": "#151515"})]))


@pytest.mark.parametrize(
    "options",
    [
        {"times": SectionFrames(frame_count=FRAMES + 1, beat_start_frames=(0,))},
        {"pictures_end_frames": (11,)},
        {"plays": 0},
    ],
)
def test_times_and_calls_stay_as_they_are(options: dict[str, Any]) -> None:
    assert not is_better(judged([SMALL]), judged([GROWN], **options))


@pytest.mark.parametrize("objects", [[], [GROWN.model_copy(update={"text": "else"})], [GROWN, OTHER]])
def test_what_is_shown_stays_the_same(objects: list[ShownObject]) -> None:
    assert not is_better(judged([SMALL]), judged(objects))


def test_a_text_does_not_grow_out_of_its_frame_nor_close_to_its_edge() -> None:
    for width, is_kept in ((6.0, True), (3.1, False), (2.4, False)):
        frame = shape("Rectangle", box(0, 0, width, 2), 2, group=1, outline=0)
        options = {"outlines": (rectangle(frame.box),)}
        assert is_better(judged([SMALL, frame], **options), judged([GROWN, frame], **options)) is is_kept


def test_a_text_comes_close_to_no_line() -> None:
    low = text("low", box(0, -3.3, 2, 0.4), 1)
    for height, is_kept in ((-2.0, True), (-2.75, False)):
        arrow = shape("Line", box(0, height, 4, 0), 2, outline=0)
        options = {"outlines": (line((-2, height), (2, height)),)}
        raised = low.model_copy(update={"box": box(0, -2.9, 2, 0.3)})
        assert is_better(judged([low, arrow], **options), judged([raised, arrow], **options)) is is_kept


def test_what_stands_in_a_row_stays_in_it() -> None:
    row = [text(name, box(x, -3.2, 1, 0.3), x + 9) for name, x in (("a", -4), ("b", 0), ("c", 3))]
    raised = [each.model_copy(update={"box": box(each.box.left + 0.5, -2.9, 1, 0.3)}) for each in row]
    assert is_better(judged(row), judged(raised))
    assert not is_better(judged(row), judged([raised[0], *row[1:]]))


def test_texts_that_overlap_may_part_though_they_stood_in_one_column() -> None:
    first, second = text("one", box(0, 0, 2, 0.4), 1), text("two", box(0, 0.1, 2, 0.4), 2)
    aside = second.model_copy(update={"box": box(2.5, 0.1, 2, 0.4)})
    assert is_better(judged([first, second]), judged([first, aside]))


def test_what_takes_too_long_to_compare_is_not_better() -> None:
    assert not is_better(judged([SMALL]), judged([GROWN]), most_steps=5)


def test_what_could_not_be_judged_whole_is_not_better() -> None:
    unjudged = LayoutFinding(FindingKind.UNJUDGED, 0, 0, "too much", measure=1.0)
    before, after = judged([SMALL]), judged([GROWN])
    assert is_better(before, after)
    assert not is_better(
        Judgement(before.record, (unjudged, *before.findings)), Judgement(after.record, (unjudged,))
    )
