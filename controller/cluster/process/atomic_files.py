"""Small files that are there whole or not at all, also after a power cut.

Standard library only: the shim uses it.
"""

import os
import tempfile
from pathlib import Path

TEMPORARY_PREFIX = ".incoming-"


def write_atomically(path: Path, data: bytes) -> None:
    """Puts `data` in the place of what was there."""
    temporary = _temporary(path, data)
    try:
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    settle(path.parent)


def create_once(path: Path, data: bytes) -> bool:
    """Creates the file unless it exists; says whether it did. Of many that try, one succeeds."""
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
    """Makes the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
