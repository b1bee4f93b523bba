"""Logs of a video: from its Job while it exists, else from the object store."""

from api.backends import ApiBackends
from contract.names import WHOLE_JOB, job_name, log_key, logs_prefix
from contract.record import VideoRecord
from stores.objects.base import ObjectStore
from stores.objects.failures import UnreadableObject

MAX_BYTES = 4 * 2**20


async def read_log(backends: ApiBackends, record: VideoRecord, tail_lines: int | None) -> str:
    """The newest lines of the video's log, at most MAX_BYTES characters and `tail_lines` lines."""
    text = await backends.cluster.logs(job_name(record.video_id, record.generation), tail_lines)
    if not text:
        text = await _archived(backends, record)
    text = text[-MAX_BYTES:]
    lines = text.splitlines(keepends=True)
    return text if tail_lines is None else "".join(lines[-tail_lines:])


async def _archived(backends: ApiBackends, record: VideoRecord) -> str:
    """The logs of all generations, the oldest first; only the newest if they are very long."""
    text = ""
    for number in range(record.generation, 0, -1):
        text = await _of_generation(backends.objects, record.video_id, number) + text
        if len(text) >= MAX_BYTES:
            break
    return text


async def _of_generation(objects: ObjectStore, video_id: str, generation: int) -> str:
    """The whole Job's log from the cluster, or the logs that its attempts stored: whichever is longer.

    The cluster's lacks pods that were deleted by hand; the stored ones lack the last lines of killed pods.
    """
    stored = [facts.key for facts in await objects.list(logs_prefix(video_id, generation))]
    # By attempt number. Some may be missing: an attempt that was killed early stored nothing.
    stored.sort(key=lambda key: (len(key), key))
    texts = {key: await _text(objects, key) for key in stored}
    whole = texts.pop(log_key(video_id, generation, WHOLE_JOB), "")
    return max(whole, "".join(texts.values()), key=len)


async def _text(objects: ObjectStore, key: str) -> str:
    """The end of a stored log; empty if it can't be read, so that the other attempts' logs are shown."""
    facts = await objects.head(key)
    if facts is None:
        return ""
    try:
        data = await objects.read_range(key, max(0, facts.size_bytes - MAX_BYTES), MAX_BYTES)
    except UnreadableObject:
        return ""
    return (data or b"").decode("utf-8", "replace")
