"""Looks for what other users of the machine could read."""

import os
import stat
from pathlib import Path


def open_paths(data: Path) -> list[str]:
    """Files and folders in a data folder, and itself, that others may read, or reach without need.

    If Podreel is root, the folders on the way to a script's own one can be passed through, and not listed.
    """
    way = {data, data / "work", *(data / "work").glob("*")} if os.geteuid() == 0 else set()
    found = []
    for path in (data, *data.rglob("*")):
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            continue  # a service that still runs has removed it
        allowed = 0o011 if path in way and stat.S_ISDIR(mode) else 0
        if stat.S_IMODE(mode) & 0o077 & ~allowed and not stat.S_ISLNK(mode):
            found.append(f"{stat.filemode(mode)} {path}")
    return found
