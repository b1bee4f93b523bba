"""The leader lease as a file on this machine."""

import fcntl
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, Field

from controller.cluster.process.atomic_files import clear_the_way, read_small, write_atomically

_DAY_SECONDS = 86_400


class _Held(BaseModel):
    """A file of an earlier version has no `seconds`; its holder asked for less than five minutes."""

    holder: str
    until: AwareDatetime
    seconds: float = Field(default=300.0, ge=0, le=_DAY_SECONDS)

    def is_over(self, now: datetime) -> bool:
        """Also if it lasts longer than its holder asked for: by damage, or a clock that was set back."""
        return not now < self.until <= now + timedelta(seconds=self.seconds)


def take_lease(folder: Path, holder: str, seconds: float, clock: Callable[[], datetime]) -> bool:
    """Takes or renews the lease; False if another holder has it. Raises OSError."""
    clear_the_way(folder / "lease.lock")
    with (folder / "lease.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path, now = folder / "lease.json", clock()
        held = _read(path)
        if held is not None and held.holder != holder and not held.is_over(now):
            return False
        mine = _Held(holder=holder, until=now + timedelta(seconds=seconds), seconds=seconds)
        write_atomically(path, mine.model_dump_json().encode())
    return True


def _read(path: Path) -> _Held | None:
    """The current lease; None if it is missing or unreadable."""
    try:
        return _Held.model_validate_json(read_small(path))
    except (FileNotFoundError, ValueError):
        return None
