"""Many readers of events over HTTP, and the age of each event when it arrives."""

import asyncio
import json
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from bench.posting import percentile_ms
from bench.serving import Up

SETTLE_SECONDS, CONNECT_SECONDS = 2.0, 60.0


@dataclass
class Watched:
    """The readers' observations: ages of events, numbers of readers, and number of reports."""

    ages_seconds: list[float] = field(default_factory=list)
    connected: int = 0
    refused: int = 0
    cut_off: int = 0
    written: int = 0
    connect_seconds: float = 0.0
    cpu_share: float = 0.0
    memory_mib: float = 0.0


def watch_reports(up: Up, video_ids: Sequence[str], readers: int, seconds: float) -> Watched:
    """Runs readers spread evenly over the videos, while another process writes reports about them."""
    return asyncio.run(_watch(up, video_ids, readers, seconds))


async def _watch(up: Up, video_ids: Sequence[str], readers: int, seconds: float) -> Watched:
    watched = Watched()
    started_at = time.perf_counter()
    begun = time.time()
    gate = asyncio.Semaphore(50)
    tasks = [
        asyncio.create_task(_read(up, video_ids[number % len(video_ids)], begun, gate, watched))
        for number in range(readers)
    ]
    with suppress(TimeoutError):
        async with asyncio.timeout(CONNECT_SECONDS):
            while watched.connected + watched.refused < readers:  # noqa: ASYNC110 - they count themselves
                await asyncio.sleep(0.01)
    watched.connect_seconds = time.perf_counter() - started_at
    await asyncio.sleep(SETTLE_SECONDS)
    cpu_before, wall_before = up.cpu_seconds(), time.perf_counter()
    watched.written = await _report(up, video_ids, seconds)
    watched.cpu_share = (up.cpu_seconds() - cpu_before) / (time.perf_counter() - wall_before)
    await asyncio.sleep(SETTLE_SECONDS)
    watched.memory_mib = up.memory_mib()
    watched.cut_off = sum(task.done() for task in tasks) - watched.refused
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return watched


async def _report(up: Up, video_ids: Sequence[str], seconds: float) -> int:
    command = [sys.executable, "-m", "bench.reports", up.redis_url, str(seconds)]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    told, _ = await process.communicate("\n".join(video_ids).encode())
    return int(json.loads(told)["written"])


async def _read(up: Up, video_id: str, begun: float, gate: asyncio.Semaphore, watched: Watched) -> None:
    """One reader, until it is cancelled or disconnected."""
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", up.port)
        head = f"GET /api/v1/videos/{video_id}/events HTTP/1.1\r\nHost: 127.0.0.1:{up.port}\r\n"
        writer.write(f"{head}Authorization: Bearer {up.operator_key}\r\n\r\n".encode())
        status = await reader.readline()
        is_fine = b" 200 " in status
        while is_fine and not (await reader.readline()).startswith(b"data: "):
            pass
        watched.connected += is_fine
        watched.refused += not is_fine
    with suppress(ConnectionError):
        while is_fine and (line := await reader.readline()):
            if line.startswith(b"data: "):
                _note(line, begun, watched.ages_seconds.append)
    writer.close()


def _note(line: bytes, begun: float, note: Callable[[float], None]) -> None:
    """Records the age of an event if it is one of the reports; the first events are older ones."""
    now, told = time.time(), json.loads(line.removeprefix(b"data: "))
    if told["stage"] == "render" and (at := datetime.fromisoformat(told["updated_at"]).timestamp()) > begun:
        note(now - at)


def describe(watched: Watched, readers: int, videos: int) -> dict[str, object]:
    """The figures of one run."""
    ages = watched.ages_seconds
    return {
        "readers": readers,
        "connected": watched.connected,
        "cut_off": watched.cut_off,
        "connect_seconds": round(watched.connect_seconds, 1),
        "videos": videos,
        "reports": watched.written,
        "events_read": len(ages),
        "events_expected": watched.written * readers // videos,
        "p50_ms": percentile_ms(ages, 50) if ages else None,
        "p99_ms": percentile_ms(ages, 99) if ages else None,
        "max_ms": percentile_ms(ages, 100) if ages else None,
        "api_cpu_share": round(watched.cpu_share, 2),
        "api_and_controller_mib": watched.memory_mib,
    }
