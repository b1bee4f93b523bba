"""What could not be read: each damaged record or file is named in the log once, and counted."""

import threading
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

import structlog

log = structlog.get_logger()
# Beyond these the oldest are forgotten, and would be named again.
_MAX_REMEMBERED = 10_000


class DamageKind(StrEnum):
    """What is damaged; a label of the metric."""

    RESULT = "result"
    ORDER = "order"
    SWEEP = "sweep"
    TOMBSTONE = "tombstone"
    LOG = "log"
    RECORD = "record"
    LISTING = "listing"
    EVENTS = "events"
    ACCESS = "access"
    JOB = "job"
    JOB_FILE = "job_file"
    LEASE = "lease"
    VIDEO = "video"
    """A step for one video that fails in an unexpected way."""


class DamageRegister:
    """Remembers what is damaged. `counts` only grow. May be used from several threads."""

    def __init__(self) -> None:
        self._known: dict[tuple[DamageKind, str], None] = {}
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each kind were found since the start."""
        with self._lock:
            return dict(self._counts)

    def found(self, kind: DamageKind, place: str, reason: str) -> None:
        """Logs and counts it, unless it is known already. The log gets no content, which may be private."""
        key = (kind, place)
        with self._lock:
            if key in self._known:
                return
            self._known[key] = None
            self._counts[kind.value] += 1
            if len(self._known) > _MAX_REMEMBERED:
                del self._known[next(iter(self._known))]
        log.error("damage_found", kind=kind.value, place=_plain(place), reason=_plain(reason))

    def mended(self, kind: DamageKind, place: str) -> None:
        """Notes that it can be read again, so that new damage is named again."""
        with self._lock:
            self._known.pop((kind, place), None)


def _plain(text: str) -> str:
    """Without what no log can hold, such as file names that are not UTF-8."""
    return text.encode("utf-8", "replace").decode()
