"""Injected faults of a fake cluster: scripted per call, or random with a seed."""

import random
from collections import defaultdict, deque
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class InjectedFault(StrEnum):
    """One kind of fault."""

    BEFORE = "before"
    """No answer, and nothing is done: like a 429, a 500, or a refused connection."""
    AFTER = "after"
    """It is done, but the answer is lost: like a timeout after the commit."""
    FORBIDDEN = "forbidden"
    FOREIGN = "foreign"
    """`create` finds another request under this name."""
    LOSE = "lose"
    """A change never reaches the watchers."""
    REPEAT = "repeat"
    REORDER = "reorder"
    """A change arrives after the following one."""
    EXPIRE = "expire"
    """All watches expire."""


CALL_FAULTS = frozenset(
    {InjectedFault.BEFORE, InjectedFault.AFTER, InjectedFault.FORBIDDEN, InjectedFault.FOREIGN}
)
WATCH_FAULTS = frozenset(
    {InjectedFault.LOSE, InjectedFault.REPEAT, InjectedFault.REORDER, InjectedFault.EXPIRE}
)
WATCH = "watch"
"""The call name under which faults of watches are scripted."""


class FaultPlan:
    """Scripted faults first; otherwise each fault occurs with its probability from 0 to 1."""

    def __init__(self, seed: int = 0, chances: Mapping[InjectedFault, float] = MappingProxyType({})) -> None:
        self.chances = chances
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self._scripts: defaultdict[str, deque[InjectedFault | None]] = defaultdict(deque)

    def script(self, call: str, *faults: InjectedFault | None) -> None:
        """Sets the faults of the next calls of this method, or changes for `watch`; None is no fault."""
        self._scripts[call].extend(faults)

    def stop(self) -> None:
        """Removes all faults."""
        self.chances = {}
        self._scripts.clear()

    def next(self, call: str) -> InjectedFault | None:
        """The fault of this call, if any."""
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
