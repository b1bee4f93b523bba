"""A run's place on this machine: the lock of its video, and a folder for all that it writes meanwhile."""

import fcntl
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from contract.names import is_video_id, lock_name
from runner.render.clearing import clear_folder
from stores.data_folder import PRIVATE_FILE, make_way, open_data_folder
from stores.local_disk import folder_failure

# Another run may hold the lock for a moment, to clear what an earlier one left.
_PATIENCE_SECONDS, _PAUSE_SECONDS = 1.0, 0.02
_DEAD_PREFIX = ".dead-"
_TEMPORARY_VARIABLE = "TMPDIR"


@contextmanager
def locked(data: Path, video_id: str) -> Iterator[None]:
    """Prevents two runs of one video; the kernel releases the lock however this process ends.

    Raises PodreelError: superseded if another run holds it, bad_configuration or unavailable if the data
    folder can't be used.
    """
    try:
        open_data_folder(data)
        handle = _open_lock(data, video_id)
    except OSError as error:
        raise folder_failure(error, data, "--data") from error
    try:
        _take(handle)
        yield
    finally:
        os.close(handle)


@contextmanager
def scratch_folder(data: Path, video_id: str) -> Iterator[Path]:
    """An empty folder for a run that has the lock. All temporary files, also of its children, lie in it.

    It is removed at the end; what a killed run left is removed by the next run of any video.
    """
    work = data / "work"
    make_way(work)
    folder = work / video_id
    clear_folder(folder)
    _clear_dead(data, work)
    make_way(folder)
    make_way(folder / "tmp")
    try:
        with _temporary_files_in(folder / "tmp"):
            yield folder
    finally:
        clear_folder(folder)


def _open_lock(data: Path, video_id: str) -> int:
    folder = data / "locks"
    folder.mkdir(exist_ok=True)
    return os.open(folder / lock_name(video_id), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)


def _take(handle: int) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while not _is_taken(handle):
        if time.monotonic() > until:
            raise PodreelError(
                FailureCode.SUPERSEDED,
                "Another run is making this video right now.",
                "Wait for it, or stop it.",
            )
        time.sleep(_PAUSE_SECONDS)


def _is_taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _clear_dead(data: Path, work: Path) -> None:
    """Removes the folders of runs that were killed: nobody holds the locks of their videos."""
    for path in work.iterdir():
        if is_video_id(path.name):
            _bury(data, path)
    for path in work.glob(f"{_DEAD_PREFIX}*"):
        clear_folder(path)


def _bury(data: Path, folder: Path) -> None:
    """Moves the folder out of the way of a later run, which must not wait long for the lock."""
    handle = _open_lock(data, folder.name)
    try:
        if _is_taken(handle):
            folder.rename(folder.with_name(f"{_DEAD_PREFIX}{secrets.token_hex(8)}"))
    except FileNotFoundError:
        return  # its own run, or another one, has removed it
    finally:
        os.close(handle)


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    before, variable = tempfile.tempdir, os.environ.get(_TEMPORARY_VARIABLE)
    tempfile.tempdir = os.environ[_TEMPORARY_VARIABLE] = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        if variable is None:
            del os.environ[_TEMPORARY_VARIABLE]
        else:
            os.environ[_TEMPORARY_VARIABLE] = variable
