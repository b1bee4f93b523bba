"""Writes runners' reports in a process of its own: `python -m bench.reports URL SECONDS [PERIOD] <ids`.

Each video gets a report every PERIOD seconds, by default two, in turn; each report carries the time just
before it is written.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from contract.record import VideoChange
from contract.stage import Stage
from contract.video import VideoStatus
from stores.events import AppendOutcome
from stores.opening import open_records

PERIOD_SECONDS = 2.0


async def report(url: str, seconds: float, period_seconds: float, video_ids: Sequence[str]) -> int:
    """Writes reports; returns their number."""
    started_at, written = time.perf_counter(), 0
    rounds = round(seconds / period_seconds)
    async with open_records(url) as events:
        for number in range(rounds * len(video_ids)):
            due_at = started_at + number * period_seconds / len(video_ids)
            await asyncio.sleep(max(0.0, due_at - time.perf_counter()))
            lap, index = divmod(number, len(video_ids))
            change = VideoChange(
                status=VideoStatus.RENDERING_VIDEO,
                stage=Stage.RENDER,
                progress_percent=70 + 20 * lap // rounds,
                message=f"Section {lap + 1}",
                remaining_seconds=60.0 + rounds - lap,
                updated_at=datetime.now(UTC),
            )
            outcome = await events.append(video_ids[index], 1, 1, change)
            written += outcome is AppendOutcome.APPENDED
    return written


def main() -> None:
    url, seconds, *period = sys.argv[1:]
    period_seconds = float(period[0]) if period else PERIOD_SECONDS
    written = asyncio.run(report(url, float(seconds), period_seconds, sys.stdin.read().split()))
    print(json.dumps({"written": written}), flush=True)


if __name__ == "__main__":
    main()
