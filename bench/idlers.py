"""Holds connections that never finish a request: `python -m bench.idlers PORT NUMBER KIND PAUSE_SECONDS`.

What the service closes is opened again after the pause. Prints a line once all have been opened, or can not
be, and stops at EOF of its stdin.
"""

import asyncio
import contextlib
import resource
import sys
from itertools import cycle

# Each source address has 28,000 ports, of which closed connections block one for a minute.
SOURCES = [f"127.0.1.{number}" for number in range(1, 9)]
HEAD = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BEGINNINGS = {
    "silent": b"",
    "dripping": HEAD,
    "half a body": b"POST /api/v1/videos HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{",
}
DRIP_SECONDS = 2.0
# A service that takes no more connections must not keep us waiting.
OPENING_SECONDS = 30.0


class Idlers:
    """So many connections of one kind, which are opened again when they are closed."""

    def __init__(self, port: int, kind: str, pause_seconds: float) -> None:
        self._port, self._kind, self._pause_seconds = port, kind, pause_seconds
        self._gate = asyncio.Semaphore(64)
        self._sources = cycle(SOURCES)
        self.opened = 0

    async def hold(self) -> None:
        """Holds one connection for ever."""
        while True:
            try:
                async with self._gate:
                    reader, writer = await asyncio.open_connection(
                        "127.0.0.1", self._port, local_addr=(next(self._sources), 0), limit=1024
                    )
                self.opened += 1
                writer.write(BEGINNINGS[self._kind])
                await self._until_closed(reader, writer)
            except OSError:
                pass
            await asyncio.sleep(self._pause_seconds)

    async def _until_closed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                try:
                    async with asyncio.timeout(DRIP_SECONDS):
                        if not await reader.read(1024):
                            return
                except TimeoutError:
                    if self._kind == "dripping":
                        writer.write(b"x")
        finally:
            writer.transport.abort()


async def hold_all(port: int, number: int, kind: str, pause_seconds: float) -> None:
    idlers = Idlers(port, kind, pause_seconds)
    tasks = [asyncio.create_task(idlers.hold()) for _ in range(number)]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(OPENING_SECONDS):
            while idlers.opened < number:  # noqa: ASYNC110 - they count themselves
                await asyncio.sleep(0.05)
    print(f"opened {idlers.opened}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def main() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    port, number, kind, pause_seconds = sys.argv[1:]
    asyncio.run(hold_all(int(port), int(number), kind, float(pause_seconds)))


if __name__ == "__main__":
    main()
