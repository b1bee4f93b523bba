"""Logs of a video: from its Job while there is one, else from where they were archived."""

from api.parts import Parts
from contract.names import job_name, log_key
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
    """The logs of all attempts, those of earlier generations first."""
    texts: list[str] = []
    for generation in range(1, record.generation + 1):
        attempt = 1
        while (
            data := await parts.objects.get_bytes(log_key(record.video_id, generation, attempt))
        ) is not None:
            texts.append(data[-MOST_BYTES:].decode("utf-8", "replace"))
            attempt += 1
    return "".join(texts)
