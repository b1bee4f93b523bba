"""Finds resources that neither a process's memory nor its folder shows: deleted open files, and sockets."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK_BYTES = 512
# The most data queued in one socket: twice the usual limit (net.core.wmem_max), as the kernel counts it.
_SOCKET_BYTES = 2 * 212_992


@dataclass(frozen=True)
class HiddenResources:
    """One resource that is held; a file that is held twice has the same identity."""

    identity: tuple[int, int]
    disk_bytes: int = 0
    memory_bytes: int = 0


def find_hidden(process_id: int, max_file_bytes: int) -> Iterator[HiddenResources]:
    """The hidden resources of this process; none if it has ended.

    A deleted file of unknown size counts as one of `max_file_bytes`.
    """
    yield from _find_open(process_id)
    yield from _find_mapped(process_id, max_file_bytes)


def _find_open(process_id: int) -> Iterator[HiddenResources]:
    try:
        for descriptor in Path(f"/proc/{process_id}/fd").iterdir():
            facts = descriptor.stat()
            identity = (facts.st_dev, facts.st_ino)
            if stat.S_ISSOCK(facts.st_mode):
                yield HiddenResources(identity, memory_bytes=_SOCKET_BYTES)
            elif stat.S_ISREG(facts.st_mode) and facts.st_nlink == 0:
                yield HiddenResources(identity, disk_bytes=facts.st_blocks * _BLOCK_BYTES)
    except OSError:
        return


def _find_mapped(process_id: int, max_file_bytes: int) -> Iterator[HiddenResources]:
    """Deleted files that are mapped: a single mapped page keeps the whole file."""
    try:
        lines = Path(f"/proc/{process_id}/maps").read_text(errors="replace").splitlines()
    except OSError:
        return
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
