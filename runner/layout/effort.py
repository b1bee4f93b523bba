"""How much work judging a section may take: its record is made beside a script, and may be built to stall."""

MOST_STEPS = 20_000_000
"""A few seconds of work."""


class EffortSpentError(Exception):
    """There is too much in the record to judge all of it."""


class Effort:
    """The steps that are left; one is about what a point of a line costs."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self._left = steps

    def spend(self, steps: int) -> None:
        """Raises EffortSpentError if so many are not left."""
        self._left -= steps
        if self._left < 0:
            raise EffortSpentError

    @property
    def is_spent(self) -> bool:
        """Whether something was left undone."""
        return self._left < 0
