"""What `podreel make` remembers of its runs in the data folder: where the finished files of each one go."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from contract.names import is_video_id
from stores.data_folder import PRIVATE_FILE, PRIVATE_FOLDER
from stores.local_disk import folder_failure

FOLDER = "exports"


def remember_out(data: Path, video_id: str, out: Path) -> None:
    """Stores where the run's files go, for a later `--resume`.

    Raises PodreelError: bad_configuration if it can't be written, unavailable if the disk is full.
    """
    file = data / FOLDER / video_id
    try:
        file.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, PRIVATE_FILE)
        with os.fdopen(handle, "wb") as remembered:
            remembered.write(os.fsencode(out.absolute()))
    except OSError as error:
        raise folder_failure(error, data, "--data") from error


def remembered_out(data: Path, video_id: str) -> Path | None:
    """Where the run's files go; None if it was started elsewhere, or by an earlier version."""
    with contextlib.suppress(OSError):
        if text := os.fsdecode((data / FOLDER / video_id).read_bytes()):
            return Path(text)
    return None


def forget_out(data: Path, video_id: str) -> None:
    """Forgets a run that ended before it stored its request."""
    with contextlib.suppress(OSError):
        (data / FOLDER / video_id).unlink()


def own_ids(data: Path) -> Iterable[str]:
    """The videos that were started in this data folder."""
    with contextlib.suppress(OSError):
        return [path.name for path in (data / FOLDER).iterdir() if is_video_id(path.name)]
    return []
