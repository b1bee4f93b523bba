"""What stands in the place of a file or a folder, but is neither. Standard library only: the shim uses it."""

import os
import stat
from pathlib import Path


def blocks_file(path: Path) -> bool:
    """Whether something that is not a file, nor a link to one, has the place of a file. Raises OSError."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not stat.S_ISREG(mode) and not (stat.S_ISLNK(mode) and path.is_file())


def blocks_folder(path: Path) -> bool:
    """Whether something that is not a folder, nor a link to one, has the place of a folder."""
    return os.path.lexists(path) and not path.is_dir()
