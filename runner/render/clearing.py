"""Removes a script's folder in any state: deep, full, unreadable, or with names that are not UTF-8."""

import contextlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from runner.sandbox.folder_usage import opened_folder

# Files that others add meanwhile are removed too, but nobody can keep this running forever.
_MAX_ROUNDS = 5


def clear_folder(folder: Path, keep: frozenset[str] = frozenset()) -> None:
    """Removes the folder, or everything in it except the names in `keep`. Never raises OSError.

    What this user may not remove stays. Nested folders are moved to the top and removed there, so that deep
    trees and long paths, on which shutil.rmtree's recursion fails, do not matter. No link is followed.
    """
    with contextlib.suppress(OSError):
        folder.unlink()
    with contextlib.suppress(OSError), opened_folder(folder) as top:
        _Clearing(top, keep).run()
    if not keep:
        with contextlib.suppress(OSError):
            folder.rmdir()


@dataclass
class _Clearing:
    """Removes the contents of the folder that is open as descriptor `top`."""

    top: int
    keep: frozenset[str]
    prefix: str = field(default_factory=lambda: f".{secrets.token_hex(16)}-")
    moved: int = 0

    def run(self) -> None:
        for _ in range(_MAX_ROUNDS):
            waiting = self._clear_files(self.top, self.keep)
            if not waiting:
                return
            while waiting:
                waiting += self._clear_below(waiting.pop())

    def _clear_below(self, name: str) -> list[str]:
        """Removes a folder in the top; returns the new names of its subfolders, which moved to the top."""
        raised: list[str] = []
        with contextlib.suppress(OSError), opened_folder(name, self.top) as folder:
            for _ in range(_MAX_ROUNDS):
                found = self._clear_files(folder, frozenset())
                raised += [moved for inner in found if (moved := self._raise(inner, folder))]
                with contextlib.suppress(OSError):
                    os.rmdir(name, dir_fd=self.top)
                    break
        return raised

    def _raise(self, name: str, folder: int) -> str:
        """Moves the folder to the top; returns its new name, or an empty string if it could not be moved."""
        self.moved += 1
        moved = f"{self.prefix}{self.moved}"
        with contextlib.suppress(OSError):
            # Moving a folder changes its entry for its parent, so it must be writable.
            with opened_folder(name, folder):
                os.rename(name, moved, src_dir_fd=folder, dst_dir_fd=self.top)
            return moved
        return ""

    @staticmethod
    def _clear_files(folder: int, keep: frozenset[str]) -> list[str]:
        """Removes everything that is not a folder, and returns the names of the folders."""
        folders = []
        for name in os.listdir(folder):
            if name in keep:
                continue
            try:
                os.unlink(name, dir_fd=folder)
            except IsADirectoryError:
                folders.append(name)
            except OSError:
                continue
        return folders
