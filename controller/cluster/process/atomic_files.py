"""Writes small files atomically and durably, even across a power cut, and reads them back.

Whatever is not a file but has the place of one can't be read, and makes way for the next one. Standard
library only (as `stores.obstacles`): the shim uses it.
"""

import os
import tempfile
import uuid
from pathlib import Path

from stores.obstacles import blocks_file, blocks_folder

TEMPORARY_PREFIX = ".incoming-"
DAMAGED_PREFIX = ".damaged-"
_MOST_BYTES = 16 * 2**20


def read_small(path: Path) -> bytes:
    """The content of a small file.

    Raises FileNotFoundError if there is nothing, ValueError for what is no small readable file, and OSError.
    """
    if not os.path.lexists(path):
        raise FileNotFoundError(str(path))
    # First: a pipe in its place would block.
    if not path.is_file():
        raise ValueError(f"{path} is not a file")
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except PermissionError as error:
        raise ValueError(f"{path} can't be read: {error.strerror}") from error
    if len(data) > _MOST_BYTES:
        raise ValueError(f"{path} has more than {_MOST_BYTES:,} bytes")
    return data


def clear_the_way(path: Path) -> None:
    """Renames whatever is not a file, but has the place of one."""
    if blocks_file(path):
        _set_aside(path)


def make_folder(path: Path) -> None:
    """Creates a folder for its owner alone, unless there is one; renames anything else in its place."""
    if blocks_folder(path):
        _set_aside(path)
    path.mkdir(exist_ok=True, mode=0o700)


def _set_aside(path: Path) -> None:
    path.rename(path.with_name(f"{DAMAGED_PREFIX}{path.name}-{uuid.uuid4().hex[:8]}"))


def write_atomically(path: Path, data: bytes) -> None:
    """Replaces the content of `path` by `data`."""
    temporary = _temporary(path, data)
    try:
        clear_the_way(path)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    settle(path.parent)


def create_once(path: Path, data: bytes) -> bool:
    """Creates the file unless it exists; returns whether it did. Of several callers exactly one succeeds."""
    temporary = _temporary(path, data)
    try:
        clear_the_way(path)
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
