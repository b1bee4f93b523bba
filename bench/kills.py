"""Kills of all kinds of processes: `python -m bench.kills [SUBMISSIONS]`; 60 take a quarter of an hour.

First Redis alone, under a service at rest: seconds until a record is read again. Then a storm: submissions of
short drafts, while processes of every role are killed in turn.
"""

import asyncio
import itertools
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from cli.embedded_redis import CALM_SECONDS
from tests.fakes.ports import reserved_port
from tests.whole.house import House, Role, seconds_until
from tests.whole.killing import Storm

SUBMISSIONS = 60
REDIS_KILLS = 10
PAUSE_SECONDS = 8.0
LIMIT_SECONDS = 2 * 3_600
# Roles whose death costs an attempt come once in a round, so that no video needs more than it may have.
ROUND = (Role.REDIS, Role.RUNNER, Role.SERVICE, Role.HOST, Role.SECTION, Role.REDIS, Role.SHIM, Role.ZYGOTE)


def main() -> None:
    submissions = int(sys.argv[1]) if len(sys.argv) > 1 and __name__ == "__main__" else SUBMISSIONS
    for measurement, measure in (("killed redis", _kill_redis), ("kills", lambda: _storm(submissions))):
        print(json.dumps({"measurement": measurement, **asyncio.run(measure())}), flush=True)


async def _kill_redis() -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="podreel-") as folder, reserved_port() as port:
        house = House(Path(folder) / "data", port)
        await house.start()
        seconds = []
        try:
            for _ in range(REDIS_KILLS):
                (redis,) = house.victims(Role.REDIS)
                assert redis.kill()
                seconds.append(await seconds_until(house, "/api/v1/videos"))
                # One that dies at once is started again more slowly.
                await asyncio.sleep(CALM_SECONDS + 1)
        finally:
            await house.stop()
    return {"kills": REDIS_KILLS, **_spread(seconds)}


async def _storm(submissions: int) -> dict[str, object]:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="podreel-") as folder, reserved_port() as port:
        kills = tuple(itertools.islice(itertools.cycle(ROUND), submissions))
        storm = Storm(House(Path(folder) / "data", port), submissions, kills, PAUSE_SECONDS)
        await storm.play(LIMIT_SECONDS)
        broken = ""
        try:
            storm.check()
        except AssertionError as error:
            broken = str(error)
    silence = {role.value: _spread(found) for role, found in storm.silence_seconds.items()}
    return {
        "submissions": submissions,
        "broken": broken,
        "killed": {role.value: count for role, count in storm.killed.items()},
        "until_read_again": silence,
        "wall_seconds": round(time.monotonic() - began),
    }


def _spread(seconds: list[float]) -> dict[str, object]:
    return {"median_seconds": round(statistics.median(seconds), 2), "max_seconds": round(max(seconds), 2)}


if __name__ == "__main__":
    main()
