"""Copies a finished video and its companions from the object store to a folder, all of them or none."""

import asyncio
import tempfile
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from contract.names import PUBLIC_COMPANIONS, companion_key, result_key, video_key
from stores.objects.base import ObjectStore


async def export_files(objects: ObjectStore, video_id: str, folder: Path, generation: int = 1) -> Path:
    """Writes `video.mp4`, its companions and `result.json` to `folder`; returns the video's path.

    Raises PodreelError(unavailable) if a file is missing or the disk is full.
    """
    keys = {"video.mp4": video_key(video_id), "result.json": result_key(video_id, generation)}
    keys |= {name: companion_key(video_id, name) for name in PUBLIC_COMPANIONS}
    require_writable(folder)
    with tempfile.TemporaryDirectory(prefix=".incoming-", dir=folder) as incoming:
        for name, key in keys.items():
            if not await objects.get_file(key, Path(incoming) / name):
                raise PodreelError(FailureCode.UNAVAILABLE, f"{key} is missing from {objects.name}.")
        for name in keys:
            await asyncio.to_thread((Path(incoming) / name).replace, folder / name)
    return folder / "video.mp4"


def require_writable(folder: Path) -> None:
    """Creates `folder` if needed; raises PodreelError(bad_configuration) if it can't be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".incoming-", dir=folder):
            pass
    except OSError as error:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The folder {folder} can't be written: {error.strerror}.",
            "Choose another one with --out.",
        ) from error
