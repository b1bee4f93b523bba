"""What killed programs of earlier versions left among the temporary files, prompts included.

Runs of today keep all their temporary files in the data folder, under a lock (`runner/workplace.py`).
"""

import contextlib
import os
import re
import shutil
import stat
import tempfile
import time
from pathlib import Path

# As `tempfile` makes them, for the purposes that earlier versions had.
_NAME = re.compile(r"podreel-(?:(?:order|request|sample|say|festival)-)?[a-z0-9_]{8}")
# No program of ours uses such a folder for so long.
_LEFT_SECONDS = 24 * 3600.0


def remove_leftovers(folder: Path | None = None) -> None:
    """Removes our folders that nobody has used for a day from the folder of temporary files.

    Only real folders of this user go, and no link is followed. Never raises OSError.
    """
    with contextlib.suppress(OSError):
        for path in (folder or Path(tempfile.gettempdir())).iterdir():
            if _NAME.fullmatch(path.name) and _is_left(path):
                shutil.rmtree(path, ignore_errors=True)


def _is_left(path: Path) -> bool:
    try:
        facts = path.lstat()
    except OSError:
        return False
    is_ours = stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.geteuid()
    return is_ours and time.time() - facts.st_mtime > _LEFT_SECONDS
