"""Writes small files atomically and durably, even across a power cut.

Standard library only: the shim uses it.
"""

import os
import tempfile
from pathlib import Path

TEMPORARY_PREFIX = ".incoming-"


def write_atomically(path: Path, data: bytes) -> None:
    """Replaces the content of `path` by `data`."""
    temporary = _temporary(path, data)
    try:
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    settle(path.parent)


def create_once(path: Path, data: bytes) -> bool:
    """Creates the file unless it exists; returns whether it did. Of several callers exactly one succeeds."""
    temporary = _temporary(path, data)
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return False
    finally:
        temporary.unlink(missing_ok=True)
    settle(path.parent)
    return True


def _temporary(path: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def settle(folder: Path) -> None:
    """Syncs a folder, so that its entries survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
