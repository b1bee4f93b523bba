"""The leader lease as a file on this machine."""

import fcntl
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, BaseModel

from controller.cluster.process.atomic_files import clear_the_way, read_small, write_atomically

# No holder takes the lease for longer: a later time is damage, or a clock that was set back.
_LONGEST = timedelta(minutes=5)


class _Held(BaseModel):
    holder: str
    until: AwareDatetime


def take_lease(folder: Path, holder: str, seconds: float, clock: Callable[[], datetime]) -> bool:
    """Takes or renews the lease; False if another holder has it. Raises OSError."""
    clear_the_way(folder / "lease.lock")
    with (folder / "lease.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path, now = folder / "lease.json", clock()
        held = _read(path)
        if held is not None and held.holder != holder and now < held.until <= now + _LONGEST:
            return False
        mine = _Held(holder=holder, until=now + timedelta(seconds=seconds))
        write_atomically(path, mine.model_dump_json().encode())
    return True


def _read(path: Path) -> _Held | None:
    """The current lease; None if it is missing or unreadable."""
    try:
        return _Held.model_validate_json(read_small(path))
    except (FileNotFoundError, ValueError):
        return None
