"""Gives each section a control group, with limits on memory and tasks, where this host may make them.

The kernel counts there what no list of processes shows: pipes, sockets, tables of pages. Elsewhere the watch
alone limits a section.
"""

import contextlib
import fcntl
import itertools
import os
import secrets
import signal
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from runner.sandbox.cgroup_trees import UNIFIED, find_own_folders
from runner.sandbox.limits import RenderLimits

_PREFIX = "podreel-host-"
_CONTROLLERS = ("memory", "pids")
_NO_LIMIT = "max"
_PAUSE_SECONDS = 0.002
_REMOVE_SECONDS = 2.0


class NoCgroupsError(Exception):
    """This host may not make control groups; the message says why, as the rest of a sentence."""


class SectionCgroup:
    """The control group of one section: a folder, with version 1 one for each controller, or none at all."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = tuple(folders)

    def remove(self) -> None:
        """Removes it with all that is still in it."""
        for folder in self.folders:
            remove(folder)

    def has_run_out_of_memory(self) -> bool:
        """Whether the kernel has killed one of its processes because it reached its limit."""
        for folder in self.folders:
            for name in ("memory.events", "memory.oom_control"):
                words = _read(folder / name).split()
                if "oom_kill" in words:
                    return words[words.index("oom_kill") + 1] != "0"
        return False


NO_CGROUP = SectionCgroup()


class HostCgroups:
    """The control groups of one host, in folders that it has locked: those of a dead host can be removed."""

    def __init__(self, homes: Sequence[Path]) -> None:
        """Makes a folder in each of these, which are one folder, or one for each controller of version 1."""
        for home in homes:
            _sweep(home)
        name = f"{_PREFIX}{secrets.token_hex(8)}"
        self._folders = [home / name for home in homes]
        self._locks: list[int] = []
        self._numbers = itertools.count(1)
        try:
            for folder in self._folders:
                folder.mkdir()
                self._locks.append(os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
                fcntl.flock(self._locks[-1], fcntl.LOCK_EX)
                _hand_down(folder)
        except OSError:
            self.close()
            raise

    def make(self, limits: RenderLimits) -> SectionCgroup:
        """A control group with these limits. Raises OSError if the kernel refuses another one."""
        name = str(next(self._numbers))
        made = SectionCgroup([folder / name for folder in self._folders])
        try:
            for folder in made.folders:
                folder.mkdir()
                _limit(folder, limits)
        except OSError:
            made.remove()
            raise
        return made

    def close(self) -> None:
        """Ends whatever is left, and removes all folders."""
        for folder in self._folders:
            remove(folder)
        while self._locks:
            os.close(self._locks.pop())


def open_cgroups() -> HostCgroups:
    """Removes the control groups of dead hosts, and makes one for this host. Raises NoCgroupsError."""
    try:
        own = find_own_folders(
            Path("/proc/self/cgroup").read_text(), Path("/proc/self/mountinfo").read_text()
        )
        return HostCgroups(find_homes(own))
    except OSError as error:
        raise NoCgroupsError(f"{error.filename} can't be made or used: {error.strerror}") from error


def find_homes(own: Mapping[str, Path]) -> tuple[Path, ...]:
    """The folders in which a host with these own folders can make control groups. Raises NoCgroupsError."""
    if all(name in own for name in _CONTROLLERS):
        return tuple(own[name] for name in _CONTROLLERS)
    if UNIFIED not in own:
        raise NoCgroupsError("the kernel shows no control groups with the controllers memory and pids")
    place = own[UNIFIED]
    # Only the root, which has no type, may have both processes and groups with limits.
    home = place.parent if (place / "cgroup.type").exists() else place
    if not (home / "cgroup.controllers").exists():
        raise NoCgroupsError(f"{place} is a container's own group, which has processes and no group above it")
    if not set(_CONTROLLERS) <= set(_read(home / "cgroup.controllers").split()):
        raise NoCgroupsError(f"{home} does not have the controllers memory and pids")
    for name in ("memory.max", "cpu.max") if home != place else ():
        if (_read(place / name).split() or [_NO_LIMIT])[0] != _NO_LIMIT:
            raise NoCgroupsError(
                f"Podreel's own group has a limit ({name}), which groups beside it would escape"
            )
    return (home,)


def enter(folders: Iterable[Path]) -> None:
    """Moves this process, which must have a single thread, into these control groups. Raises OSError."""
    for folder in folders:
        # Only version 1 has `tasks`: it moves a thread at once, while moving a process takes 10 ms.
        tasks = folder / "tasks"
        (tasks if tasks.exists() else folder / "cgroup.procs").write_text("0")


def processes_in(folders: Iterable[Path]) -> set[int]:
    """The process ids in these control groups; none if they are gone."""
    return {int(word) for folder in folders for word in _read(folder / "cgroup.procs").split()}


def kill(folders: Iterable[Path]) -> None:
    """Kills all processes in these control groups; with version 1 others may have been forked meanwhile."""
    for folder in folders:
        if (folder / "cgroup.kill").exists():  # version 2, since Linux 5.14
            with contextlib.suppress(OSError):
                (folder / "cgroup.kill").write_text("1")
        for process_id in processes_in([folder]):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGKILL)


def remove(folder: Path) -> None:
    """Removes a control group, those below it and all their processes; what can't be removed stays."""
    ends_at = time.monotonic() + _REMOVE_SECONDS
    with contextlib.suppress(FileNotFoundError):
        for inner in [entry for entry in folder.iterdir() if entry.is_dir()]:
            remove(inner)
    while folder.exists() and time.monotonic() < ends_at:
        kill([folder])
        try:
            folder.rmdir()
        except OSError:
            time.sleep(_PAUSE_SECONDS)  # the killed are still dying


def _sweep(home: Path) -> None:
    """Removes the control groups of hosts that were killed: the kernel has released their locks."""
    for left in home.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            lock = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove(left)
            finally:
                os.close(lock)


def _hand_down(folder: Path) -> None:
    """Lets the groups in this folder have limits, which version 2 wants to be asked for at each level."""
    for place in (folder.parent, folder):
        control = place / "cgroup.subtree_control"
        if control.exists() and not set(_CONTROLLERS) <= set(_read(control).split()):
            _write(control, "+memory +pids")


def _limit(folder: Path, limits: RenderLimits) -> None:
    """Writes the limits that this folder has files for; the first version splits them between two folders."""
    values = {
        "memory.max": str(limits.memory_bytes),
        "memory.swap.max": "0",
        "memory.oom.group": "1",
        "memory.limit_in_bytes": str(limits.memory_bytes),
        "memory.memsw.limit_in_bytes": str(limits.memory_bytes),
        "pids.max": str(limits.max_tasks),
    }
    for name, value in values.items():
        if (folder / name).exists():
            _write(folder / name, value)


def _write(path: Path, text: str) -> None:
    """Raises OSError with the file's name, which is missing where the kernel refuses what is written."""
    try:
        path.write_text(text)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
