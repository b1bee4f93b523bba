"""Copies a finished video and its companions from the object store to a folder, all of them or none."""

import asyncio
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from contract.names import PUBLIC_COMPANIONS, VIDEO, companion_key, parse_sheet_name, result_key, video_key
from contract.result import Completed
from stores.local_disk import folder_failure, require_space
from stores.objects.base import ObjectStore
from stores.results import read_result
from stores.temporary_leftovers import INCOMING_PREFIX, remove_incoming_leftovers


async def export_files(objects: ObjectStore, video_id: str, folder: Path, generation: int = 1) -> Path:
    """Writes `video.mp4`, its companions and `result.json` to `folder`; returns the video's path.

    Raises PodreelError: unavailable if a file is missing or the disk is full, bad_configuration if the folder
    can't be written.
    """
    keys = {VIDEO: video_key(video_id), "result.json": result_key(video_id, generation)}
    names = (*PUBLIC_COMPANIONS, *await _sheets(objects, video_id, generation))
    keys |= {name: companion_key(video_id, name) for name in names}
    require_writable(folder)
    found = [facts for key in keys.values() if (facts := await objects.head(key))]
    require_space(folder, "--out", sum(facts.size_bytes for facts in found))
    with incoming_files(folder) as incoming:
        for name, key in keys.items():
            if not await objects.get_file(key, incoming / name):
                raise PodreelError(FailureCode.UNAVAILABLE, f"{key} is missing from {objects.name}.")
        for name in keys:
            await asyncio.to_thread((incoming / name).replace, folder / name)
    return folder / VIDEO


async def _sheets(objects: ObjectStore, video_id: str, generation: int) -> Iterable[str]:
    """The names of what a reviewer was shown."""
    result = await read_result(objects, video_id, generation)
    files = result.files if isinstance(result, Completed) else ()
    return filter(parse_sheet_name, files)


@contextmanager
def incoming_files(folder: Path) -> Iterator[Path]:
    """A temporary folder in `folder`, whose files are moved up once all are there.

    Raises PodreelError for an OSError, also of the block: unavailable if the disk is full, else
    bad_configuration.
    """
    remove_incoming_leftovers(folder)
    try:
        with tempfile.TemporaryDirectory(prefix=INCOMING_PREFIX, dir=folder) as incoming:
            yield Path(incoming)
    except OSError as error:
        raise folder_failure(error, folder, "--out") from error


def require_writable(folder: Path) -> None:
    """Creates `folder` if needed.

    Raises PodreelError: bad_configuration if it can't be made or written, unavailable if its disk is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=INCOMING_PREFIX, dir=folder):
            pass
    except OSError as error:
        raise folder_failure(error, folder, "--out") from error
