"""The folder of `--data`: other users of the machine can read nothing that Podreel keeps in it."""

import contextlib
import os
import stat
from pathlib import Path

OWN_NAMES = frozenset({"exports", "jobs", "locks", "logs", "objects", "redis", "work"})
"""All names that Podreel uses directly in the folder."""
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


def way_to_sections() -> int:
    """The mode of the folders that lead to a script's own folder.

    If Podreel is root, scripts run as users of their own, who must pass through; they can't list anything.
    """
    return 0o711 if os.geteuid() == 0 else PRIVATE_FOLDER


def open_data_folder(folder: Path) -> None:
    """Creates the folder if needed, and closes what is in it to other users. Raises OSError.

    What earlier versions left open is closed too. A folder that also holds what is not Podreel's keeps its
    mode; then only Podreel's own parts are closed.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=PRIVATE_FOLDER)
    names = {path.name for path in folder.iterdir()}
    if names <= OWN_NAMES:
        _set_mode(folder, way_to_sections())
    for name in names & OWN_NAMES:
        _close(folder / name, way_to_sections() if name == "work" else PRIVATE_FOLDER)


def make_way(folder: Path) -> None:
    """Creates a folder on the way to scripts' own folders, unless it exists. Raises OSError."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=PRIVATE_FOLDER)
        # Not by `mkdir`, whose mode the process's mask narrows.
        folder.chmod(way_to_sections())


def open_for_appending(path: Path) -> int:
    """A descriptor that appends to a file which only this user can read. Raises OSError."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, PRIVATE_FILE)


def _close(top: Path, mode: int) -> None:
    """Closes a folder and, if it was open until now, everything in it, which nobody else can reach then."""
    if not _set_mode(top, mode):
        return
    for _, folders, files, place in os.fwalk(top):
        for names, wanted in ((folders, PRIVATE_FOLDER), (files, PRIVATE_FILE)):
            for name in names:
                # Others may remove files meanwhile, and a link has no mode of its own.
                with contextlib.suppress(OSError):
                    if not stat.S_ISLNK(os.lstat(name, dir_fd=place).st_mode):
                        os.chmod(name, wanted, dir_fd=place)


def _set_mode(folder: Path, mode: int) -> bool:
    """Gives our own folder this mode; returns whether it was open to others before."""
    facts = folder.lstat()
    is_ours = stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.geteuid()
    # A folder such as /tmp, where everybody may create files.
    is_everybodys = bool(facts.st_mode & stat.S_ISVTX)
    if not is_ours or is_everybodys or stat.S_IMODE(facts.st_mode) & 0o777 == mode:
        return False
    folder.chmod(mode)
    return bool(facts.st_mode & 0o077 & ~mode)
