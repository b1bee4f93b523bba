"""Results of videos in the object store, and the publication of their files."""

import asyncio

from contract.names import companion_key, result_key, video_key
from contract.result import Completed, VideoResult, parse_result, result_bytes
from stores.objects.base import ObjectStore


async def read_result(objects: ObjectStore, video_id: str, generation: int) -> VideoResult | None:
    """The result of this generation; None if it has not ended. Raises UnreadableResult."""
    key = result_key(video_id, generation)
    stored = await objects.get_bytes(key)
    return None if stored is None else parse_result(stored, f"{key} in {objects.name}")


async def newest_result(objects: ObjectStore, video_id: str, since: int = 1) -> VideoResult | None:
    """The result of the highest ended generation from `since`; None if there is none."""
    newest = None
    while (result := await read_result(objects, video_id, since)) is not None:
        newest, since = result, since + 1
    return newest


async def write_result(objects: ObjectStore, result: VideoResult) -> VideoResult:
    """Stores the result unless one is stored already; returns the stored one."""
    if await objects.create_once(result_key(result.video_id, result.generation), result_bytes(result)):
        return result
    standing = await read_result(objects, result.video_id, result.generation)
    return standing or result


async def publish(objects: ObjectStore, result: Completed) -> None:
    """Copies the finished files to their public keys, except those already there with the same size."""
    await asyncio.gather(*(_publish_one(objects, result, name) for name in result.files))


async def _publish_one(objects: ObjectStore, result: Completed, name: str) -> None:
    public = video_key(result.video_id) if name == "video.mp4" else companion_key(result.video_id, name)
    stored = await objects.head(public)
    if stored is None or stored.size_bytes != result.files[name]:
        await objects.copy(f"{result.folder}/{name}", public)
