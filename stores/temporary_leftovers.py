"""What killed commands left among temporary files, earlier versions with prompts, and beside exports.

Runs of today keep all their temporary files in the data folder, under a lock (`runner/workplace.py`).
"""

import contextlib
import os
import re
import shutil
import stat
import time
from pathlib import Path

INCOMING_PREFIX = ".incoming-"
# As `tempfile` makes them, for checks of scripts and for the purposes that earlier versions had.
_TEMPORARY = re.compile(r"podreel-(?:(?:order|request|sample|say|festival|check)-)?[a-z0-9_]{8}")
_INCOMING = re.compile(re.escape(INCOMING_PREFIX) + "[a-z0-9_]{8}")
# No program of ours uses such a folder for so long.
_LEFT_SECONDS = 24 * 3600.0


def remove_temporary_leftovers(folder: Path) -> None:
    """Removes our folders that nobody has used for a day from a folder of temporary files.

    Only real folders of this user go, and no link is followed. Never raises OSError.
    """
    _remove(folder, _TEMPORARY)


def remove_incoming_leftovers(folder: Path) -> None:
    """The same for half-exported files in a folder."""
    _remove(folder, _INCOMING)


def _remove(folder: Path, names: re.Pattern[str]) -> None:
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if names.fullmatch(path.name) and _is_left(path):
                shutil.rmtree(path, ignore_errors=True)


def _is_left(path: Path) -> bool:
    try:
        facts = path.lstat()
    except OSError:
        return False
    is_ours = stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.geteuid()
    return is_ours and time.time() - facts.st_mtime > _LEFT_SECONDS
