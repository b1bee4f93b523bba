"""A service in its own process: `service.py FOLDER [NAME…]` drives the Jobs there until it is killed."""

import asyncio
import sys
from pathlib import Path

from controller.cluster.process.cluster import ProcessCluster
from tests.controller.cluster.rigs import LIMITS, play


async def main() -> None:
    async with ProcessCluster(Path(sys.argv[1]), play, LIMITS) as cluster:
        print("serving", flush=True)
        for name in sys.argv[2:]:
            await cluster.resume(name)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
