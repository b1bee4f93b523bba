"""Finds resources that neither a process's memory nor its folder shows: deleted files, and kernel memory."""

import contextlib
import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_BLOCK_BYTES = 512
_USUAL_SOCKET_BYTES = 212_992
# What every pipe can hold; the filter of system calls refuses larger ones.
_PIPE_BYTES = 64 * 1024
# One that watches as many files as a process may open.
_EPOLL_BYTES = 128 * 1024
# Entries in the kernel's tables, rounded up: an open file with its inode, and a range of mapped memory.
_DESCRIPTOR_BYTES = 1024
_RANGE_BYTES = 512


@dataclass(frozen=True)
class HiddenResources:
    """One resource that is held; a file that is held twice has the same identity."""

    identity: tuple[int, int]
    disk_bytes: int = 0
    memory_bytes: int = 0


def is_closed(process_id: int) -> bool:
    """Whether a running process keeps its files and mappings from this one, so that nobody can count them."""
    try:
        with os.scandir(f"/proc/{process_id}/fd"):
            return False
    except PermissionError:
        with contextlib.suppress(OSError):
            # So is a process that ends; but it has no memory any more.
            return "\nVmRSS:" in Path(f"/proc/{process_id}/status").read_text(errors="replace")
    except OSError:
        pass  # it has ended
    return False


def find_hidden(process_id: int, max_file_bytes: int) -> Iterator[HiddenResources]:
    """The hidden resources of this process; none if it has ended.

    A deleted file of unknown size counts as one of `max_file_bytes`, and kernel memory as the most possible.
    """
    yield from _find_open(process_id)
    yield from _find_mapped(process_id, max_file_bytes)


def count_locks(process_ids: Collection[int], most: int) -> int:
    """How many locks on files these processes hold or wait for; counts until it exceeds `most`.

    The kernel charges them to nobody, not even to a control group.
    """
    wanted, count = {str(process_id) for process_id in process_ids}, 0
    try:
        with Path("/proc/locks").open() as lines:
            for line in lines:
                # proc_locks(5): number, an arrow if it waits, type, mode, access, process id.
                words = line.replace("->", "").split(maxsplit=5)
                count += words[4] in wanted
                if count > most:
                    break
    except OSError:
        return 0  # a kernel without locks
    return count


def _find_open(process_id: int) -> Iterator[HiddenResources]:
    try:
        # There may be a hundred thousand, and `Path` takes three times as long.
        with os.scandir(f"/proc/{process_id}/fd") as descriptors:
            for descriptor in descriptors:
                with contextlib.suppress(FileNotFoundError):  # closed meanwhile
                    yield _held_by(process_id, descriptor)
    except OSError:
        return


def _held_by(process_id: int, descriptor: os.DirEntry[str]) -> HiddenResources:
    facts = descriptor.stat()
    identity = (facts.st_dev, facts.st_ino)
    if stat.S_ISSOCK(facts.st_mode):
        return HiddenResources(identity, memory_bytes=_socket_bytes())
    if stat.S_ISFIFO(facts.st_mode):
        return HiddenResources(identity, memory_bytes=_PIPE_BYTES)
    if facts.st_nlink == 0 and stat.S_IFMT(facts.st_mode) in {stat.S_IFREG, stat.S_IFDIR}:
        return HiddenResources(identity, disk_bytes=facts.st_blocks * _BLOCK_BYTES)
    size = _EPOLL_BYTES if _is_epoll(descriptor, facts) else _DESCRIPTOR_BYTES
    return HiddenResources((-process_id, int(descriptor.name)), memory_bytes=size)


@cache
def _socket_bytes() -> int:
    """The most that one socket can hold: twice the data that may be queued; scripts can't change that."""
    try:
        return 2 * int(Path("/proc/sys/net/core/wmem_default").read_text())
    except OSError:
        return 2 * _USUAL_SOCKET_BYTES


def _is_epoll(descriptor: os.DirEntry[str], facts: os.stat_result) -> bool:
    # What is no file at all, such as a timer, has no type.
    return stat.S_IFMT(facts.st_mode) == 0 and Path(descriptor).readlink().name == "anon_inode:[eventpoll]"


def _find_mapped(process_id: int, max_file_bytes: int) -> Iterator[HiddenResources]:
    """The ranges themselves, and deleted files that are mapped: a single mapped page keeps the whole file."""
    try:
        lines = Path(f"/proc/{process_id}/maps").read_text(errors="replace").splitlines()
    except OSError:
        return
    yield HiddenResources((-process_id, -1), memory_bytes=len(lines) * _RANGE_BYTES)
    for line in lines:
        if line.endswith(" (deleted)"):
            # proc_pid_maps(5): range, rights, offset, device, inode, path.
            pages, _, _, device, inode, _ = line.split(maxsplit=5)
            major, minor = (int(part, 16) for part in device.split(":"))
            size = _size_of(process_id, pages, max_file_bytes)
            yield HiddenResources((os.makedev(major, minor), int(inode)), disk_bytes=size)


def _size_of(process_id: int, pages: str, max_file_bytes: int) -> int:
    try:
        return Path(f"/proc/{process_id}/map_files/{pages}").stat().st_blocks * _BLOCK_BYTES
    except OSError:
        return max_file_bytes  # only root may read its size
