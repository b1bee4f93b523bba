"""Whether processes are alive, and waiting for things to happen."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

PATIENCE_SECONDS = 120.0


def is_alive(process_id: int) -> bool:
    """Whether a thread of the process still runs; one that has ended and only waits to be reaped does not."""
    for thread in Path(f"/proc/{process_id}/task").glob("*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if thread.read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}:
                return True
    return False


def parent_of(process_id: int) -> int:
    return int(Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[1])


async def wait_for(happened: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Waits until the condition holds. Raises TimeoutError after `seconds`."""
    async with asyncio.timeout(seconds):
        while not happened():  # noqa: ASYNC110 - nobody tells when another process is done
            await asyncio.sleep(0.02)


async def wait_until_gone(*process_ids: int) -> None:
    await wait_for(lambda: not any(is_alive(process_id) for process_id in process_ids))
