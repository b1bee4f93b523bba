"""Finds where this process is in the kernel's trees of control groups. Pure.

Version 2 has one tree, version 1 one for each controller. A machine may have both.
"""

from collections.abc import Mapping
from pathlib import Path

UNIFIED = ""
"""The name of version 2's tree, in place of a controller's."""


def find_own_folders(own: str, mounts: str) -> dict[str, Path]:
    """The folder of this process for each controller of version 1, and `UNIFIED`.

    `own` and `mounts` have the content of /proc/self/cgroup and /proc/self/mountinfo. A tree that is not
    mounted, or only a part of which is mounted that does not contain this process, is missing.
    """
    mounted = _read_mounts(mounts)
    found = {}
    for line in own.splitlines():
        _, names, place = line.split(":", 2)
        for name in names.split(","):
            if name in mounted:
                root, point = mounted[name]
                if Path(place).is_relative_to(root):
                    found[name] = Path(point) / Path(place).relative_to(root)
    return found


def _read_mounts(mounts: str) -> Mapping[str, tuple[str, str]]:
    """For each controller the part of its tree that is mounted, and where."""
    found: dict[str, tuple[str, str]] = {}
    for line in mounts.splitlines():
        # proc_pid_mountinfo(5): id, parent, device, root, mount point, ..., "-", type, source, options.
        words, _, tail = line.partition(" - ")
        root, point = words.split()[3:5]
        kind, _, options = tail.split(maxsplit=2)
        names = {"cgroup2": (UNIFIED,), "cgroup": tuple(options.split(","))}.get(kind, ())
        for name in names:
            found.setdefault(name, (root, point))
    return found
