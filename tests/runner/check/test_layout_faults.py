"""The layout of the scenes that run is told of a script, with lines of the script as it was mended."""

from hypothesis import given
from hypothesis import strategies as st

from contract.script_check import Checked, CheckedScene
from runner.check.layout_faults import MOST_FAULTS, measure_layout, places_of_largest
from runner.render.record import DryRunRecord
from runner.stages.checking import TriedScript
from tests.runner.layout.sections import FRAME_RATE, box, record, text

SCRIPT = "class Waves(Scene):\n    far = Text('far away')\n"
FAR = text("far away", box(7.0, 0.0, 3.0, 0.6))


def with_layout(script: TriedScript) -> Checked:
    return measure_layout(script, FRAME_RATE).told_in(script.checked)


def tried(*records: DryRunRecord) -> TriedScript:
    names = [f"S{number}" for number in range(len(records))]
    scenes = tuple(CheckedScene(name=name, runs=True) for name in names)
    return TriedScript(Checked(text=SCRIPT, scenes=scenes), dict(zip(names, records, strict=True)))


def test_faults_have_their_scene_time_line_and_boxes() -> None:
    checked = with_layout(tried(record([]), record([], [FAR])))
    (fault,) = checked.layout
    assert (fault.kind, fault.scene, fault.beat, fault.line) == ("text_outside", "S1", 2, 2)
    assert fault.second == round((FRAME_RATE + 10) / FRAME_RATE, 2)
    assert (fault.boxes[0].left, fault.boxes[0].right) == (5.5, 8.5)
    assert checked.runs
    assert checked.exit_status == 0


def test_scenes_of_which_nothing_is_known_have_no_faults() -> None:
    bare = record(regions=None, spans=())
    assert with_layout(tried(bare)).layout == ()
    assert with_layout(tried()).layout == ()


def test_of_too_many_faults_the_worst_are_told_and_a_note_says_so() -> None:
    outside = [text(f"t{number}", box(7.0, 0.0, 3.0, 0.6), number) for number in range(1, 60)]
    checked = with_layout(tried(*[record(outside)] * 8))
    assert len(checked.layout) == MOST_FAULTS
    assert f"worst {MOST_FAULTS}" in checked.notes[-1]


def test_a_box_belongs_to_the_moment_in_which_it_is_worst() -> None:
    near = text("far away", box(6.3, 0.0, 3.0, 0.6))
    (found,) = measure_layout(tried(record([near], [FAR])), FRAME_RATE).faults
    assert (found.number, found.fault.beat, found.frame) == (1, 1, FRAME_RATE + 10)


@given(st.lists(st.floats(0, 1), max_size=30), st.integers(0, 30))
def test_no_measure_that_is_left_out_is_larger_than_one_that_is_told(
    measures: list[float], most: int
) -> None:
    told = places_of_largest(measures, most)
    assert len(told) == min(most, len(measures))
    assert list(told) == sorted(set(told))
    left = [measure for place, measure in enumerate(measures) if place not in told]
    assert not left or not told or max(left) <= min(measures[place] for place in told)
