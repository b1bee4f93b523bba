"""Logs of a video: from its Job while there is one, else from where they were archived."""

from api.backends import ApiBackends
from contract.names import WHOLE_JOB, job_name, log_key, logs_prefix
from contract.record import VideoRecord
from stores.objects.base import ObjectStore

MAX_BYTES = 4 * 2**20


async def read_log(backends: ApiBackends, record: VideoRecord, tail_lines: int | None) -> str:
    """The last of it where it is very long."""
    text = await backends.cluster.logs(job_name(record.video_id, record.generation), tail_lines)
    if not text:
        text = await _archived(backends, record)
    text = text[-MAX_BYTES:]
    lines = text.splitlines(keepends=True)
    return text if tail_lines is None else "".join(lines[-tail_lines:])


async def _archived(backends: ApiBackends, record: VideoRecord) -> str:
    """The logs of all generations, the first one first; of very many the last."""
    text = ""
    for number in range(record.generation, 0, -1):
        text = await _of_generation(backends.objects, record.video_id, number) + text
        if len(text) >= MAX_BYTES:
            break
    return text


async def _of_generation(objects: ObjectStore, video_id: str, generation: int) -> str:
    """What the cluster had of the whole Job, or what its attempts stored themselves: whichever tells more.

    A pod that was deleted by hand is missing in the first, the last words of a killed one in the other.
    """
    stored = [facts.key for facts in await objects.list(logs_prefix(video_id, generation))]
    # By number, of which some may be missing: an attempt that was soon killed has stored nothing.
    stored.sort(key=lambda key: (len(key), key))
    texts = {key: await _text(objects, key) for key in stored}
    whole = texts.pop(log_key(video_id, generation, WHOLE_JOB), "")
    return max(whole, "".join(texts.values()), key=len)


async def _text(objects: ObjectStore, key: str) -> str:
    data = await objects.get_bytes(key) or b""
    return data[-MAX_BYTES:].decode("utf-8", "replace")
