"""Findings of layout as values of the contract, which programs and people read."""

from contract.picture_fault import FaultBox, PictureFault
from runner.layout.finding import LayoutFinding
from runner.layout.judging import JudgedSection, find_layout_faults
from runner.render.record import BoundingBox

MOST_BOXES = 20
"""The most boxes that are told of one fault, such as a wordy beat."""


def tell_faults(scene: str, judged: JudgedSection) -> tuple[PictureFault, ...]:
    """What is wrong with the scene's pictures, in the order in which it is seen."""
    return tuple(tell_fault(scene, finding, judged.frame_rate) for finding in find_layout_faults(judged))


def tell_fault(scene: str, finding: LayoutFinding, frame_rate: int) -> PictureFault:
    """The finding, with its time in seconds."""
    return PictureFault(
        kind=finding.kind.value,
        scene=scene,
        beat=finding.beat,
        second=round(finding.frame / frame_rate, 2),
        line=finding.line,
        sentence=finding.sentence[:1].upper() + finding.sentence[1:],
        boxes=tuple(map(as_fault_box, finding.boxes[:MOST_BOXES])),
        measure=min(max(finding.measure, 0.0), 1.0),
    )


def as_fault_box(box: BoundingBox) -> FaultBox:
    """The same place."""
    return FaultBox(left=box.left, bottom=box.bottom, right=box.right, top=box.top)
