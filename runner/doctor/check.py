"""One row of the doctor's report."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """The result of one check. `is_required` if no video can be made without it, `is_warning` if something
    else can replace it.
    """

    name: str
    works: bool
    detail: str
    is_required: bool = False
    is_warning: bool = False
