"""A finding becomes a value of the contract: seconds instead of frames, and never too many boxes."""

from runner.layout.finding import FindingKind, LayoutFinding
from runner.layout.telling import MOST_BOXES, tell_fault
from tests.runner.layout.sections import box, faults, record, text


def test_a_finding_is_told_in_seconds() -> None:
    finding = LayoutFinding(FindingKind.SMALL, 2, 45, "an Arrow is small", (box(1, 2, 2, 4),), 0.5, 7)
    fault = tell_fault("Waves", finding, 30)
    assert (fault.kind, fault.scene, fault.beat, fault.second) == ("small_text", "Waves", 2, 1.5)
    assert (fault.sentence, fault.measure, fault.line) == ("An Arrow is small", 0.5, 7)
    assert fault.boxes[0].model_dump() == {"left": 0.0, "bottom": 0.0, "right": 2.0, "top": 4.0}


def test_of_very_many_boxes_the_first_are_told() -> None:
    finding = LayoutFinding(FindingKind.MANY_WORDS, 1, 0, "many", (box(0, 0, 1, 1),) * 200)
    assert len(tell_fault("Waves", finding, 30).boxes) == MOST_BOXES


def test_boxes_are_those_of_the_worst_moment_and_the_frame_is_that_of_the_first() -> None:
    near, far = (text("far", box(x, 0.0, 3.0, 0.6)) for x in (6.5, 7.5))
    (found,) = faults(record([near], [far]))
    assert (found.beat, found.frame, found.worst_frame) == (1, 10, 40)
    assert found.boxes == (far.box,)
