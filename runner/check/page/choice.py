"""Which faults are drawn on which frames of which scenes. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from contract.picture_fault import PictureFault
from runner.render.record import DryRunRecord, Moment

MOST_PICTURES = 12
MOST_MARKS = 4
"""The most faults that are marked in one picture."""


@dataclass(frozen=True)
class NumberedFault:
    """A fault, its number in the check, and the frame of the moment that its boxes belong to."""

    number: int
    fault: PictureFault
    frame: int


@dataclass(frozen=True)
class ChosenPicture:
    """A moment of a scene, and the faults that are marked in it; at least one."""

    scene: str
    frame: int
    faults: tuple[NumberedFault, ...]


def choose_pictures(faults: Sequence[NumberedFault], most: int = MOST_PICTURES) -> tuple[ChosenPicture, ...]:
    """At most so many pictures: the worst faults of each moment, the worst moment first.

    Further faults of a moment get further pictures, if there is room.
    """
    pictures = list(_pictures([fault for fault in faults if fault.fault.boxes]))
    pictures.sort(key=lambda ranked: (ranked[0], -_worst_measure(ranked[1])))
    return tuple(picture for _, picture in pictures[:most])


def _pictures(faults: Sequence[NumberedFault]) -> Iterator[tuple[int, ChosenPicture]]:
    """The pictures of each moment, counted from 0."""

    def place(fault: NumberedFault) -> tuple[str, int]:
        return fault.fault.scene, fault.frame

    for (scene, frame), of_moment in groupby(sorted(faults, key=place), key=place):
        listed = sorted(of_moment, key=lambda each: -each.fault.measure)
        for start in range(0, len(listed), MOST_MARKS):
            marked = sorted(listed[start : start + MOST_MARKS], key=lambda each: each.number)
            yield start // MOST_MARKS, ChosenPicture(scene, frame, tuple(marked))


def _worst_measure(picture: ChosenPicture) -> float:
    return max(each.fault.measure for each in picture.faults)


def moment_at(record: DryRunRecord, frame: int) -> Moment | None:
    """The moment of this frame; None if the record has none."""
    return next((moment for moment in record.moments if moment.frame == frame), None)
