"""What is wrong with the pictures of the scenes that run, measured from the records of their dry runs."""

from collections.abc import Sequence

from contract.picture_fault import PictureFault
from contract.script_check import Checked
from runner.layout.judging import JudgedSection
from runner.layout.telling import tell_faults
from runner.stages.checking import TriedScript

MOST_FAULTS = 500
"""The most that are told of one script; of more, the worst are."""


def with_layout(tried: TriedScript, frame_rate: int) -> Checked:
    """The check with the faults of its scenes' pictures, in the order of the script. Pure."""
    found = [
        fault
        for scene, record in tried.records.items()
        for fault in tell_faults(scene, JudgedSection(record, frame_rate, tried.checked.text))
    ]
    checked = tried.checked
    if len(found) > MOST_FAULTS:
        note = f"The layout has {len(found):,} findings: the worst {MOST_FAULTS} are told."
        checked = checked.model_copy(update={"notes": (*checked.notes, note)})
    return checked.model_copy(update={"layout": worst_of(found, MOST_FAULTS)})


def worst_of(faults: Sequence[PictureFault], most: int) -> tuple[PictureFault, ...]:
    """At most so many of the faults, those that measure most, in the order in which they came. Pure."""
    by_measure = sorted(range(len(faults)), key=lambda place: -faults[place].measure)
    return tuple(faults[place] for place in sorted(by_measure[:most]))
