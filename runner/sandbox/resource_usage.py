"""Measures what a section uses while it runs: all its processes together, and its folder."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from runner.sandbox.folder_usage import measure_folder
from runner.sandbox.hidden_resources import count_locks, find_hidden, is_closed
from runner.sandbox.limits import RenderLimits

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Member:
    """One running process of a section; /proc shows what it uses at one of its running threads."""

    process_id: int
    group: int
    threads: int
    memory_bytes: int
    thread_id: int


@dataclass(frozen=True)
class ResourceUsage:
    """Totals of a section; `tasks` counts threads, of which every process has at least one.

    `hidden` says why it may use more than could be counted, as the rest of a sentence; empty if it can't.
    """

    memory_bytes: int
    tasks: int
    disk_bytes: int = 0
    files: int = 0
    locks: int = 0
    hidden: str = ""


def can_watch() -> bool:
    """Whether this kernel lists the children of a process."""
    return Path("/proc/thread-self/children").exists()


def measure_processes(zygote: int, group: int) -> ResourceUsage:
    """What the process group `group` and all its descendants use now, without files."""
    return _sum(list(find_members(zygote, group)))


def measure(zygote: int, group: int, folder: Path, limits: RenderLimits) -> ResourceUsage:
    """The same with the folder and hidden resources, which takes about ten times as long.

    The search of the folder stops once it exceeds the limits.
    """
    members = list(find_members(zygote, group))
    processes = _sum(members)
    filled = measure_folder(folder, limits.disk_bytes, limits.max_files)
    found = (hold for member in members for hold in find_hidden(member.thread_id, limits.file_bytes))
    held = {hold.identity: hold for hold in found}.values()
    return ResourceUsage(
        memory_bytes=processes.memory_bytes + sum(hold.memory_bytes for hold in held),
        tasks=processes.tasks,
        disk_bytes=filled.disk_bytes + sum(hold.disk_bytes for hold in held),
        files=filled.files,
        locks=count_locks({member.process_id for member in members}, limits.max_locks),
        hidden=filled.hidden or _tell_closed(members),
    )


def _sum(members: Sequence[Member]) -> ResourceUsage:
    return ResourceUsage(
        memory_bytes=sum(member.memory_bytes + _tables_and_swap(member.thread_id) for member in members),
        tasks=sum(member.threads for member in members),
    )


def excess(usage: ResourceUsage, limits: RenderLimits) -> str:
    """Why the section must be stopped, as the rest of a sentence; empty if it need not be. Pure."""
    if usage.memory_bytes > limits.memory_bytes:
        return tell_memory_excess(limits)
    if usage.tasks > limits.max_tasks:
        return f"it started more than {limits.max_tasks} processes and threads"
    if usage.disk_bytes > limits.disk_bytes:
        return f"it wrote more than {limits.disk_bytes / 2**20:,.0f} MB to the disk"
    if usage.files > limits.max_files:
        return f"it made more than {limits.max_files:,} files"
    if usage.locks > limits.max_locks:
        return f"it held more than {limits.max_locks:,} locks on files"
    return usage.hidden


def tell_memory_excess(limits: RenderLimits) -> str:
    """The reason for a section that used too much memory, as the rest of a sentence. Pure."""
    return f"all its processes together used more than {limits.memory_bytes / 2**20:,.0f} MB of memory"


def find_members(zygote: int, group: int) -> Iterator[Member]:
    """The running processes of a group below the zygote, and all their descendants.

    Processes whose parent has died are the zygote's own children, since it adopts orphans.
    """
    waiting = [member for member in _read_children(zygote) if member.group == group]
    while waiting:
        member = waiting.pop()
        yield member
        waiting += _read_children(member.process_id)


def children_of(process_id: int) -> list[int]:
    """The process ids of its children; empty if it has ended."""
    lists = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{process_id}/task").iterdir():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # this thread has ended
                lists.append((task / "children").read_text())
    return [int(word) for words in lists for word in words.split()]


def _read_children(process_id: int) -> list[Member]:
    return [member for child in children_of(process_id) if (member := _read(child)) is not None]


def _read(process_id: int) -> Member | None:
    """Reads a process; None if it has ended, even if it still waits to be collected (a zombie)."""
    for thread_id in (process_id, *_other_threads(process_id)):
        try:
            words = Path(f"/proc/{thread_id}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        # proc_pid_stat(5), from its third field on.
        if words[0] not in {"Z", "X"}:
            memory_bytes = int(words[21]) * _PAGE_BYTES
            return Member(process_id, int(words[2]), int(words[17]), memory_bytes, thread_id)
    return None


def _other_threads(process_id: int) -> Iterator[int]:
    """Threads that may go on when the first one has ended; the process then seems to have ended too."""
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{process_id}/task").iterdir():
            if int(thread.name) != process_id:
                yield int(thread.name)


def _tell_closed(members: Sequence[Member]) -> str:
    is_one_closed = any(is_closed(member.thread_id) for member in members)
    return "one of its processes hides what it has open" if is_one_closed else ""


def _tables_and_swap(thread_id: int) -> int:
    """Bytes of the page tables and in the swap of a process, which its memory does not include."""
    try:
        lines = Path(f"/proc/{thread_id}/status").read_text(errors="replace").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    # proc_pid_status(5): in kilobytes.
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(("VmPTE:", "VmSwap:")))
