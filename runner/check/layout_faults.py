"""What is wrong with the pictures of the scenes that run, from the records of their dry runs. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from contract.script_check import Checked
from runner.check.page.choice import NumberedFault
from runner.layout.judging import JudgedSection, find_layout_faults
from runner.layout.telling import tell_fault
from runner.stages.checking import TriedScript

MOST_FAULTS = 500
"""The most that are told of one script; of more, the worst are."""


@dataclass(frozen=True)
class MeasuredLayout:
    """The faults in the order of the script, numbered from 1; `left_out` others are not told."""

    faults: tuple[NumberedFault, ...]
    left_out: int = 0

    def told_in(self, checked: Checked) -> Checked:
        """The check with these faults."""
        layout = tuple(each.fault for each in self.faults)
        notes = checked.notes
        if self.left_out:
            count = len(layout) + self.left_out
            notes = (*notes, f"The layout has {count:,} findings: the worst {len(layout)} are told.")
        return checked.model_copy(update={"layout": layout, "notes": notes})


def measure_layout(tried: TriedScript, frame_rate: int) -> MeasuredLayout:
    """The faults of the scenes that run."""
    found = [
        (tell_fault(scene, finding, frame_rate), finding)
        for scene, record in tried.records.items()
        for finding in find_layout_faults(JudgedSection(record, frame_rate, tried.checked.text))
    ]
    told = places_of_largest([fault.measure for fault, _ in found], MOST_FAULTS)
    numbered = tuple(
        NumberedFault(number, fault, finding.frame if finding.worst_frame is None else finding.worst_frame)
        for number, (fault, finding) in enumerate((found[place] for place in told), 1)
    )
    return MeasuredLayout(numbered, len(found) - len(numbered))


def places_of_largest(measures: Sequence[float], most: int) -> tuple[int, ...]:
    """Where the largest of these numbers are, at most so many places, in ascending order."""
    largest_first = sorted(range(len(measures)), key=lambda place: -measures[place])
    return tuple(sorted(largest_first[:most]))
