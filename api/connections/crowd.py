"""All connections of a server: what each waits for and since when, and which are closed."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import structlog

from api.connections.limits import ConnectionLimits

log = structlog.get_logger()
# A storm of connections is reported by one line in this time.
REPORT_SECONDS = 10.0


class Phase(StrEnum):
    """What a connection waits for."""

    HEADER = "header"
    """For the rest of a request's header, or the first one."""
    BODY = "body"
    IDLE = "idle"
    """For the next request."""
    READER = "reader"
    """For the caller to take what was sent."""
    ANSWER = "answer"
    """For us. Such a connection is never closed."""


class Closed(StrEnum):
    """Why connections were closed or requests refused, besides the phase that took too long."""

    ROOM = "room"
    INVALID = "invalid"


class Visitor(Protocol):
    """A connection, as the crowd sees it. `address` is what its share is counted by."""

    address: str
    answered: int

    @property
    def phase(self) -> Phase: ...

    @property
    def unsent_bytes(self) -> int: ...

    def end_late(self) -> None:
        """Ends the connection, with the reason if the caller can be told."""
        ...

    def abort(self) -> None:
        """Frees the connection's descriptor without sending anything more."""
        ...


@dataclass
class _Place:
    phase: Phase
    answered: int
    since: float
    unsent_bytes: int = 0


class Crowd:
    """The connections of one server.

    When there are more than `limits.most`, the oldest of those that wait for their caller is closed, of the
    address that has most of them. Connections that wait for an answer of ours are not.
    """

    def __init__(
        self,
        limits: ConnectionLimits,
        on_closed: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits, self._on_closed, self._clock = limits, on_closed, clock
        self._places: dict[Visitor, _Place] = {}
        # By address, the oldest first; a dictionary keeps this order and removes at once.
        self._waiting: dict[str, dict[Visitor, None]] = {}
        self._unreported: Counter[str] = Counter()
        self._reported_at = clock() - REPORT_SECONDS
        self._seconds = {
            Phase.HEADER: limits.header_seconds,
            Phase.BODY: limits.body_seconds,
            Phase.IDLE: limits.idle_seconds,
            Phase.READER: limits.reader_seconds,
        }

    def __len__(self) -> int:
        return len(self._places)

    def enter(self, visitor: Visitor) -> None:
        """Counts a new connection, and closes another if there are too many."""
        self._place(visitor)
        if len(self._places) > self._limits.most:
            self.close_oldest()

    def leave(self, visitor: Visitor) -> None:
        if self._places.pop(visitor, None) is not None:
            self._stop_waiting(visitor)

    def note(self, visitor: Visitor) -> None:
        """Notes the connection's phase; one that is new, or was in another request, begins now."""
        place = self._places.get(visitor)
        if place is None or (place.phase is visitor.phase and place.answered == visitor.answered):
            return
        self._stop_waiting(visitor)
        self._place(visitor)

    def close_oldest(self) -> None:
        """Closes the oldest waiting connection of the address with the most waiting ones, if there is any."""
        if not self._waiting:
            return
        most: dict[Visitor, None] = max(self._waiting.values(), key=len)
        visitor = next(iter(most))
        self.leave(visitor)
        visitor.abort()
        self.count(Closed.ROOM)

    def count(self, reason: Phase | Closed) -> None:
        """Counts a connection that was closed for this reason."""
        self._on_closed(reason.value)
        self._unreported[reason.value] += 1

    def sweep(self) -> None:
        """Closes what has waited too long; call it about once a second."""
        now = self._clock()
        for visitor in tuple(self._places):
            self.note(visitor)
            place = self._places[visitor]
            if self._is_over(visitor, place, now):
                self.count(place.phase)
                visitor.end_late()
                self.note(visitor)
        if self._unreported and now - self._reported_at >= REPORT_SECONDS:
            log.warning("connections_closed", open=len(self), **dict(self._unreported))
            self._reported_at = now
            self._unreported.clear()

    def _is_over(self, visitor: Visitor, place: _Place, now: float) -> bool:
        if place.phase is Phase.ANSWER or now - place.since < self._seconds[place.phase]:
            return False
        if (
            place.phase is Phase.READER
            and place.unsent_bytes - visitor.unsent_bytes >= self._limits.reader_bytes
        ):
            place.since, place.unsent_bytes = now, visitor.unsent_bytes
            return False
        return True

    def _place(self, visitor: Visitor) -> None:
        phase = visitor.phase
        self._places[visitor] = _Place(phase, visitor.answered, self._clock(), visitor.unsent_bytes)
        if phase is not Phase.ANSWER:
            self._waiting.setdefault(visitor.address, {})[visitor] = None

    def _stop_waiting(self, visitor: Visitor) -> None:
        waiting = self._waiting.get(visitor.address)
        if waiting is not None:
            waiting.pop(visitor, None)
            if not waiting:
                del self._waiting[visitor.address]
