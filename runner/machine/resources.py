"""CPU cores and memory that this process may use; its container may have less than the machine."""

import os
from math import ceil
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")
# The first version of control groups writes "no limit" as a number larger than any memory.
_NO_LIMIT_BYTES = 2**60


def usable_cores(cgroup: Path = _CGROUP) -> int:
    """The number of cores to use: limited by CPU affinity and the control group's CPU quota; at least 1."""
    there = len(os.sched_getaffinity(0))
    share = _share_of_time(cgroup)
    return there if share is None else max(1, min(there, ceil(share)))


def memory_limit_bytes(cgroup: Path = _CGROUP) -> int | None:
    """The control group's memory limit; None if there is none."""
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
