"""Results of videos in the object store, and the publication of their files."""

import asyncio

from contract.failure import FailureCode, PodreelError
from contract.names import public_key, result_key, work_key
from contract.result import Completed, UnreadableResult, VideoResult, parse_result, result_bytes
from stores.objects.base import ObjectStore, read_small, require_key
from stores.objects.failures import UnreadableObject


async def read_result(objects: ObjectStore, video_id: str, generation: int) -> VideoResult | None:
    """The result of this generation; None if it has not ended. Raises UnreadableResult."""
    key = result_key(video_id, generation)
    place = f"{key} in {objects.name}"
    try:
        stored = await read_small(objects, key)
    except UnreadableObject as error:
        raise UnreadableResult(error.code, error.detail, error.next_step) from error
    if stored is None:
        return None
    result = parse_result(stored, place)
    if (result.video_id, result.generation) != (video_id, generation) or not _names_own_files(result):
        raise UnreadableResult(
            FailureCode.INTERNAL, f"The stored result {place} is about another video or other files."
        )
    return result


def _names_own_files(result: VideoResult) -> bool:
    """Whether a result names only files of its own video: whatever it names is published."""
    if not isinstance(result, Completed):
        return True
    try:
        for name in result.files:
            require_key(f"{result.folder}/{name}")
    except ValueError:
        return False
    return result.folder.startswith(work_key(result.video_id, ""))


async def write_result(objects: ObjectStore, result: VideoResult) -> VideoResult:
    """Stores the result unless one is stored already; returns the stored one."""
    if await objects.create_once(result_key(result.video_id, result.generation), result_bytes(result)):
        return result
    standing = await read_result(objects, result.video_id, result.generation)
    return standing or result


class FilesGone(PodreelError):
    """Finished files of a completed video are neither published nor kept where its result says."""


async def publish(objects: ObjectStore, result: Completed) -> None:
    """Copies the finished files to their public keys, except those already there with the same size.

    Raises FilesGone, after all others have been copied.
    """
    names = sorted(result.files)
    found = await asyncio.gather(*(_publish_one(objects, result, name) for name in names))
    gone = [name for name, is_there in zip(names, found, strict=True) if not is_there]
    if gone:
        raise FilesGone(
            FailureCode.INTERNAL,
            f"{', '.join(gone)} of the video {result.video_id} can't be found in {objects.name}.",
            "Restore them from a backup, or delete the video and submit it again.",
        )


async def _publish_one(objects: ObjectStore, result: Completed, name: str) -> bool:
    """Returns whether the file is public now."""
    public = public_key(result.video_id, name)
    stored = await objects.head(public)
    if stored is not None and stored.size_bytes == result.files[name]:
        return True
    if await objects.head(f"{result.folder}/{name}") is None:
        return False
    await objects.copy(f"{result.folder}/{name}", public)
    return True
