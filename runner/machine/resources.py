"""What of this machine a process may use: its container may have been given less than there is."""

import os
from math import ceil
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")
# The first version of control groups tells "no limit" by a number larger than any memory.
_NO_LIMIT_BYTES = 2**60


def usable_cores(cgroup: Path = _CGROUP) -> int:
    """Cores to keep busy: those that we may run on, as far as the control group's share of time allows."""
    there = len(os.sched_getaffinity(0))
    share = _share_of_time(cgroup)
    return there if share is None else max(1, min(there, ceil(share)))


def memory_limit_bytes(cgroup: Path = _CGROUP) -> int | None:
    """The control group's limit; None where there is none."""
    text = _read(cgroup / "memory.max") or _read(cgroup / "memory" / "memory.limit_in_bytes")
    return int(text) if text.isdecimal() and int(text) < _NO_LIMIT_BYTES else None


def _share_of_time(cgroup: Path) -> float | None:
    words = _read(cgroup / "cpu.max").split()
    if not words:
        words = [_read(cgroup / "cpu" / f"cpu.cfs_{name}_us") for name in ("quota", "period")]
    quota, period = words
    return int(quota) / int(period) if quota.isdecimal() and period.isdecimal() else None


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
