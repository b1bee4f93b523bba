"""The layout of the scenes that run is told of a script, with lines of the script as it was mended."""

from hypothesis import given
from hypothesis import strategies as st

from contract.picture_fault import PictureFault
from contract.script_check import Checked, CheckedScene
from runner.check.layout_faults import MOST_FAULTS, with_layout, worst_of
from runner.render.record import DryRunRecord
from runner.stages.checking import TriedScript
from tests.runner.layout.sections import FRAME_RATE, box, record, text

SCRIPT = "class Waves(Scene):\n    far = Text('far away')\n"
FAR = text("far away", box(7.0, 0.0, 3.0, 0.6))


def tried(*records: DryRunRecord) -> TriedScript:
    names = [f"S{number}" for number in range(len(records))]
    scenes = tuple(CheckedScene(name=name, runs=True) for name in names)
    return TriedScript(Checked(text=SCRIPT, scenes=scenes), dict(zip(names, records, strict=True)))


def test_faults_have_their_scene_time_line_and_boxes() -> None:
    checked = with_layout(tried(record([]), record([], [FAR])), FRAME_RATE)
    (fault,) = checked.layout
    assert (fault.kind, fault.scene, fault.beat, fault.line) == ("text_outside", "S1", 2, 2)
    assert fault.second == round((FRAME_RATE + 10) / FRAME_RATE, 2)
    assert (fault.boxes[0].left, fault.boxes[0].right) == (5.5, 8.5)
    assert checked.runs
    assert checked.exit_status == 0


def test_scenes_of_which_nothing_is_known_have_no_faults() -> None:
    bare = record(regions=None, spans=())
    assert with_layout(tried(bare), FRAME_RATE).layout == ()
    assert with_layout(tried(), FRAME_RATE).layout == ()


def test_of_too_many_faults_the_worst_are_told_and_a_note_says_so() -> None:
    outside = [text(f"t{number}", box(7.0, 0.0, 3.0, 0.6), number) for number in range(1, 60)]
    checked = with_layout(tried(*[record(outside)] * 8), FRAME_RATE)
    assert len(checked.layout) == MOST_FAULTS
    assert f"worst {MOST_FAULTS}" in checked.notes[-1]


@given(st.lists(st.floats(0, 1), max_size=30), st.integers(0, 30))
def test_no_fault_that_is_left_out_is_worse_than_one_that_is_told(measures: list[float], most: int) -> None:
    faults = [
        PictureFault(kind="still", scene="A", sentence=str(number), measure=measure)
        for number, measure in enumerate(measures)
    ]
    told = worst_of(faults, most)
    assert len(told) == min(most, len(faults))
    assert [int(fault.sentence) for fault in told] == sorted(int(fault.sentence) for fault in told)
    left = [fault.measure for fault in faults if fault not in told]
    assert not left or not told or max(left) <= min(fault.measure for fault in told)
