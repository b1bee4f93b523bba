"""Logs of a video: from its Job while there is one, else from where they were archived."""

from api.parts import Parts
from contract.names import WHOLE_JOB, job_name, log_key
from contract.objects import ObjectStore
from contract.record import VideoRecord

MOST_BYTES = 4 * 2**20


async def read_log(parts: Parts, record: VideoRecord, tail_lines: int | None) -> str:
    """The last of it where it is very long."""
    text = await parts.cluster.logs(job_name(record.video_id, record.generation), tail_lines)
    if not text:
        text = await _archived(parts, record)
    text = text[-MOST_BYTES:]
    lines = text.splitlines(keepends=True)
    return text if tail_lines is None else "".join(lines[-tail_lines:])


async def _archived(parts: Parts, record: VideoRecord) -> str:
    """The logs of all generations, the first one first."""
    generations = range(1, record.generation + 1)
    return "".join([await _of_generation(parts.objects, record.video_id, number) for number in generations])


async def _of_generation(objects: ObjectStore, video_id: str, generation: int) -> str:
    """What the cluster had of the whole Job, or what its attempts stored themselves: whichever tells more.

    A pod that was deleted by hand is missing in the first, the last words of a killed one in the other.
    """
    whole = await _text(objects, log_key(video_id, generation, WHOLE_JOB)) or ""
    texts: list[str] = []
    while (text := await _text(objects, log_key(video_id, generation, len(texts) + 1))) is not None:
        texts.append(text)
    return max(whole, "".join(texts), key=len)


async def _text(objects: ObjectStore, key: str) -> str | None:
    data = await objects.get_bytes(key)
    return None if data is None else data[-MOST_BYTES:].decode("utf-8", "replace")
