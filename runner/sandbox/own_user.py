"""Chooses a separate user for each confined process, if the host may change users."""

import os
import stat
from functools import cache
from pathlib import Path

# Beyond all accounts, and free by systemd's table of user ids (https://systemd.io/UIDS-GIDS/).
_FIRST_ID = 0x70000000
# For a user namespace with few ids, such as that of a rootless container.
_FIRST_SMALL_ID, _SMALL_COUNT = 20_000, 40_000
# CAP_CHOWN, CAP_SETGID, CAP_SETUID and CAP_SETPCAP (linux/capability.h).
_NEEDED = 1 << 0 | 1 << 6 | 1 << 7 | 1 << 8


@cache
def may_change_user() -> bool:
    """Whether this process can become another user, as root can."""
    try:
        status = Path("/proc/self/status").read_text().split()
    except FileNotFoundError:
        return False  # not Linux
    return int(status[status.index("CapEff:") + 1], 16) & _NEEDED == _NEEDED


def choose_user_id(process_id: int) -> int:
    """A user id that no other process has: it is derived from the process id, so it is as unique."""
    return pick_user_id(process_id, Path("/proc/self/uid_map").read_text())


def pick_user_id(process_id: int, uid_map: str) -> int:
    """The same for a user namespace with the content `uid_map` of /proc/self/uid_map. Pure."""
    if _exists(_FIRST_ID + process_id, uid_map):
        return _FIRST_ID + process_id
    return _FIRST_SMALL_ID + process_id % _SMALL_COUNT


def _exists(user_id: int, uid_map: str) -> bool:
    ranges = ([int(word) for word in line.split()] for line in uid_map.splitlines())
    return any(first <= user_id < first + count for first, _, count in ranges)


def hand_over(folder: Path, user_id: int) -> None:
    """Makes this user the owner of the folder and the files in it."""
    for path in (folder, *folder.iterdir()):
        os.chown(path, user_id, user_id, follow_symlinks=False)


def is_closed_to_others(path: Path) -> bool:
    """Whether other users can't read this path, because it or a folder above it is closed to them."""
    return not _allows(path, stat.S_IROTH) or is_out_of_reach(path)


def is_out_of_reach(path: Path) -> bool:
    """Whether other users can't get to this path, because a folder above it is closed to them."""
    return not all(_allows(folder, stat.S_IXOTH) for folder in path.parents)


def _allows(path: Path, right: int) -> bool:
    try:
        return bool(path.stat().st_mode & right)
    except FileNotFoundError:
        return True
