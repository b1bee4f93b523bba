"""What goes wrong in a fake cluster: by script, one call after the other, or by seeded chance."""

import random
from collections import defaultdict, deque
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class InjectedFault(StrEnum):
    """One thing that goes wrong."""

    BEFORE = "before"
    """No answer, and nothing was done: a 429, a 500, a refused connection."""
    AFTER = "after"
    """It was done, but the answer is lost: a timeout after the commit."""
    FORBIDDEN = "forbidden"
    FOREIGN = "foreign"
    """`create` finds another request under this name."""
    LOSE = "lose"
    """A change never reaches those who watch."""
    REPEAT = "repeat"
    REORDER = "reorder"
    """A change comes after the following one."""
    EXPIRE = "expire"
    """All watches expire."""


CALL_FAULTS = frozenset(
    {InjectedFault.BEFORE, InjectedFault.AFTER, InjectedFault.FORBIDDEN, InjectedFault.FOREIGN}
)
WATCH_FAULTS = frozenset(
    {InjectedFault.LOSE, InjectedFault.REPEAT, InjectedFault.REORDER, InjectedFault.EXPIRE}
)
WATCH = "watch"
"""The call under which the faults of changes are scripted."""


class FaultPlan:
    """The scripted ones first; without one, each fault has its chance between 0 and 1."""

    def __init__(self, seed: int = 0, chances: Mapping[InjectedFault, float] = MappingProxyType({})) -> None:
        self.chances = chances
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self._scripts: defaultdict[str, deque[InjectedFault | None]] = defaultdict(deque)

    def script(self, call: str, *faults: InjectedFault | None) -> None:
        """What the next calls of this method (or, for `watch`, the next changes) meet; None is no fault."""
        self._scripts[call].extend(faults)

    def stop(self) -> None:
        """Nothing goes wrong any more."""
        self.chances = {}
        self._scripts.clear()

    def next(self, call: str) -> InjectedFault | None:
        """The fault that this call meets."""
        if self._scripts[call]:
            return self._scripts[call].popleft()
        for fault, chance in self.chances.items():
            if _fits(fault, call) and self._random.random() < chance:
                return fault
        return None


def _fits(fault: InjectedFault, call: str) -> bool:
    if fault is InjectedFault.FOREIGN:
        return call == "create"
    return fault in (WATCH_FAULTS if call == WATCH else CALL_FAULTS)
