"""One row of the doctor's report."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing that was tried. `is_required` where no video can be made without it, `is_warning` where
    something else takes its place.
    """

    name: str
    works: bool
    detail: str
    is_required: bool = False
    is_warning: bool = False
