"""What a section uses while it runs: all its processes together, and its folder."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from runner.sandbox.hidden_resources import find_hidden
from runner.sandbox.limits import RenderLimits

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_BLOCK_BYTES = 512


@dataclass(frozen=True)
class Member:
    """One living process of a section."""

    process_id: int
    group: int
    threads: int
    memory_bytes: int


@dataclass(frozen=True)
class ResourceUsage:
    """Sums over a section; `tasks` are threads, of which every process has at least one."""

    memory_bytes: int
    tasks: int
    disk_bytes: int = 0
    files: int = 0


def can_watch() -> bool:
    """Whether this kernel lists the children of a process."""
    return Path("/proc/thread-self/children").exists()


def measure_processes(zygote: int, group: int) -> ResourceUsage:
    """What the process group `group`, with all who descend from it, uses now; nothing of files."""
    return _sum(list(find_members(zygote, group)))


def measure(zygote: int, group: int, folder: Path, limits: RenderLimits) -> ResourceUsage:
    """The same with its folder and all that it holds, which takes some ten times as long.

    The folder is not searched further once it is over its limits.
    """
    members = list(find_members(zygote, group))
    processes = _sum(members)
    disk_bytes, files = _search(folder, limits)
    held = [hold for member in members for hold in find_hidden(member.process_id, limits.file_bytes)]
    unnamed = {hold.identity: hold.disk_bytes for hold in held}
    return ResourceUsage(
        memory_bytes=processes.memory_bytes + sum(hold.memory_bytes for hold in held),
        tasks=processes.tasks,
        disk_bytes=disk_bytes + sum(unnamed.values()),
        files=files,
    )


def _sum(members: Sequence[Member]) -> ResourceUsage:
    return ResourceUsage(
        memory_bytes=sum(member.memory_bytes for member in members),
        tasks=sum(member.threads for member in members),
    )


def excess(usage: ResourceUsage, limits: RenderLimits) -> str:
    """Why the section must be stopped, or nothing. Pure."""
    if usage.memory_bytes > limits.memory_bytes:
        return f"all its processes together used more than {limits.memory_bytes / 2**20:,.0f} MB of memory"
    if usage.tasks > limits.max_tasks:
        return f"it started more than {limits.max_tasks} processes and threads"
    if usage.disk_bytes > limits.disk_bytes:
        return f"it wrote more than {limits.disk_bytes / 2**20:,.0f} MB to the disk"
    if usage.files > limits.max_files:
        return f"it made more than {limits.max_files:,} files"
    return ""


def find_members(zygote: int, group: int) -> Iterator[Member]:
    """The living processes of a group below the zygote, and all that descend from them.

    Processes whose parent has died are the zygote's own children, as it adopts orphans.
    """
    waiting = [
        child
        for child in children_of(zygote)
        if (member := _read(child)) is not None and member.group == group
    ]
    while waiting:
        process_id = waiting.pop()
        member = _read(process_id)
        if member is not None:
            yield member
            waiting += children_of(process_id)


def children_of(process_id: int) -> list[int]:
    """The ids of its children; none where it has ended."""
    try:
        tasks = Path(f"/proc/{process_id}/task").iterdir()
        lists = [(task / "children").read_text() for task in tasks]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(word) for words in lists for word in words.split()]


def _read(process_id: int) -> Member | None:
    """None for a process that has ended, also where it only waits to be collected."""
    try:
        words = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # proc_pid_stat(5), from its third field on.
    if words[0] in {"Z", "X"}:
        return None
    return Member(process_id, int(words[2]), int(words[17]), int(words[21]) * _PAGE_BYTES)


def _search(folder: Path, limits: RenderLimits) -> tuple[int, int]:
    """Bytes and number of all below the folder, as far as the limits."""
    total, files, waiting = 0, 0, [str(folder)]
    while waiting and files <= limits.max_files and total <= limits.disk_bytes:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    files += 1
                    facts = entry.stat(follow_symlinks=False)
                    total += facts.st_blocks * _BLOCK_BYTES
                    if stat.S_ISDIR(facts.st_mode):
                        waiting.append(entry.path)
                    if files > limits.max_files:
                        break
        except OSError:
            continue  # it has gone meanwhile
    return total, files
