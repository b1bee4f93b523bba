"""Measures a folder while a script fills it: nested deeply, closed to this user, or changing all the time."""

import contextlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MAX_DEPTH = 64
_BLOCK_BYTES = 512
_ALL_RIGHTS = 0o700
_PATH_FLAGS = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_LIST_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass
class FolderUsage:
    """Bytes on the disk and number of all files below a folder; `hidden` says why there may be more."""

    disk_bytes: int = 0
    files: int = 0
    hidden: str = ""


def measure_folder(folder: Path, max_bytes: int, max_files: int) -> FolderUsage:
    """Searches the folder until it exceeds a limit or can't be searched further."""
    search = _Search(FolderUsage(), max_bytes, max_files)
    search.enter(folder, None, 0)
    return search.usage


@contextmanager
def opened_folder(name: str | Path, parent: int | None = None) -> Iterator[int]:
    """Opens a folder after granting this user all rights to it. Raises OSError if it is not a folder."""
    place = os.open(name, _PATH_FLAGS, dir_fd=parent)
    try:
        # Through its descriptor, since chmod of a name follows links.
        with contextlib.suppress(OSError):
            Path(f"/proc/self/fd/{place}").chmod(_ALL_RIGHTS)
        folder = os.open(".", _LIST_FLAGS, dir_fd=place)
    finally:
        os.close(place)
    try:
        yield folder
    finally:
        os.close(folder)


@dataclass
class _Search:
    """Goes from folder to folder by descriptors: the kernel refuses paths of more than 4,096 bytes."""

    usage: FolderUsage
    max_bytes: int
    max_files: int

    @property
    def is_over(self) -> bool:
        usage = self.usage
        return usage.files > self.max_files or usage.disk_bytes > self.max_bytes or bool(usage.hidden)

    def enter(self, name: str | Path, parent: int | None, depth: int) -> None:
        if depth > MAX_DEPTH:
            self.usage.hidden = f"its folders are nested more than {MAX_DEPTH} deep"
            return
        try:
            with _listed(name, parent) as folder:
                for inner in self._count(folder):
                    if not self.is_over:
                        self.enter(inner, folder, depth + 1)
        except PermissionError:
            self.usage.hidden = "it made a folder that can't be searched"
        except OSError:
            pass  # removed meanwhile

    def _count(self, folder: int) -> list[str]:
        """Counts what is in the folder, and returns the names of the folders in it."""
        folders = []
        with os.scandir(folder) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):
                    facts = entry.stat(follow_symlinks=False)
                    self.usage.files += 1
                    self.usage.disk_bytes += facts.st_blocks * _BLOCK_BYTES
                    if stat.S_ISDIR(facts.st_mode):
                        folders.append(entry.name)
                if self.is_over:
                    break
        return folders


@contextmanager
def _listed(name: str | Path, parent: int | None) -> Iterator[int]:
    try:
        folder = os.open(name, _LIST_FLAGS, dir_fd=parent)
    except PermissionError:
        with opened_folder(name, parent) as folder:
            yield folder
        return
    try:
        yield folder
    finally:
        os.close(folder)
