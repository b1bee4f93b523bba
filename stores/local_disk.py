"""The disks of this machine: whether they have room, and what users read if they have none."""

import errno
import os
from pathlib import Path

from contract.failure import FailureCode, PodreelError

MIN_FREE_BYTES = 64 * 2**20
MIN_FREE_FILES = 200
"""What a video needs at least."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FREE_AND_RESUME = "Free some space, then resume the video: finished parts are kept."


def local_failure(error: OSError, place: Path) -> PodreelError:
    """A failure of this machine's disk as an error for users."""
    if error.errno == errno.EDQUOT:
        reason = f"The disk quota of this user for {place} is used up."
        return PodreelError(FailureCode.UNAVAILABLE, reason, _FREE_AND_RESUME)
    if error.errno == errno.ENOSPC:
        return PodreelError(FailureCode.UNAVAILABLE, _lack(place) or _full(place), _FREE_AND_RESUME)
    return PodreelError(FailureCode.UNAVAILABLE, f"{place} can't be used: {error.strerror or error}.")


def folder_failure(error: OSError, folder: Path, option: str) -> PodreelError:
    """Why a folder that the user names with this option can't be used, as an error for users."""
    if error.errno in FULL:
        failure = local_failure(error, folder)
        return PodreelError(failure.code, failure.detail, _free_or_choose(option))
    return PodreelError(
        FailureCode.BAD_CONFIGURATION,
        f"{folder} can't be written: {error.strerror or error}.",
        f"Choose another folder with {option}.",
    )


def require_space(folder: Path, option: str = "--data", needed_bytes: int = MIN_FREE_BYTES) -> None:
    """Raises PodreelError(unavailable) if the disk of a folder, which need not exist, is too full.

    `option` is how users choose another folder.
    """
    if lack := _lack(folder, needed_bytes, MIN_FREE_FILES):
        raise PodreelError(FailureCode.UNAVAILABLE, lack, _free_or_choose(option))


def _free_or_choose(option: str) -> str:
    return f"Free some space there, or choose another folder with {option}."


def _lack(folder: Path, needed_bytes: int = 1, needed_files: int = 1) -> str:
    """What the disk lacks, as a sentence; empty if nothing."""
    facts = _disk_of(folder)
    free_bytes = facts.f_bavail * facts.f_frsize
    if free_bytes < needed_bytes:
        needed = f", {needed_bytes / 2**20:,.0f} MB are needed" if needed_bytes > 1 else ""
        return f"{_full(folder)[:-1]}: {free_bytes / 2**20:,.0f} MB are free{needed}."
    # Some file systems don't count files, and say 0 of 0.
    if facts.f_files and facts.f_favail < needed_files:
        needed = f", {needed_files} are needed" if needed_files > 1 else ""
        return f"{_full(folder)[:-1]}: it has inodes for {facts.f_favail} more files{needed}."
    return ""


def _disk_of(folder: Path) -> os.statvfs_result:
    """The disk that holds a folder, or will hold it once it exists."""
    return os.statvfs(next(place for place in (folder, *folder.absolute().parents) if place.exists()))


def _full(place: Path) -> str:
    return f"The disk that holds {place} is full."
