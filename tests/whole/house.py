"""A `podreel up` whose processes are killed one after the other, and that somebody starts again."""

import asyncio
import os
import re
import signal
import sys
import time
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import httpx2

from tests.whole.processes import command_of, descendants, naming

PODREEL = str(Path(sys.executable).parent / "podreel")
_VIDEO_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STOP_SECONDS = 120


class Role(StrEnum):
    """What a process of the house does."""

    SERVICE = "API and controller"
    REDIS = "Redis"
    SHIM = "shim"
    RUNNER = "runner"
    HOST = "render host"
    ZYGOTE = "zygote"
    SECTION = "section"


@dataclass(frozen=True)
class Victim:
    """A process, and the video that it works for; empty if for all."""

    process_id: int
    video_id: str = ""

    def kill(self) -> bool:
        """Whether it was still there."""
        try:
            os.kill(self.process_id, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True


@dataclass
class House:
    """One folder and one port, whichever process serves them."""

    data: Path
    port: int
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.data.parent / "service.log"

    async def start(self) -> None:
        """Returns when it is ready."""
        command = [PODREEL, "up", "--port", str(self.port), "--data", str(self.data), "--json"]
        with self.log.open("ab") as errors:
            self._process = await asyncio.create_subprocess_exec(
                *command, stdout=asyncio.subprocess.PIPE, stderr=errors, start_new_session=True
            )
        assert self._process.stdout is not None
        assert b'"ready"' in await self._process.stdout.readline(), self.log.read_text()

    async def stop(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            async with asyncio.timeout(_STOP_SECONDS):
                await self._process.wait()

    async def start_again(self) -> None:
        """Waits for the end of a service that was killed."""
        if self._process is not None:
            await self._process.wait()
        await self.start()

    def left(self) -> list[str]:
        """The commands of all processes that name the folder."""
        return list(naming(self.data).values())

    def victims(self, role: Role) -> list[Victim]:
        """The living processes of this role."""
        if role is Role.SERVICE:
            return [] if self._process is None else [Victim(self._process.pid)]
        commands = naming(self.data)
        if role is Role.REDIS:
            return [Victim(number) for number, text in commands.items() if "redis-server" in text]
        if role is Role.SHIM:
            return _of_videos(commands, "controller.cluster.process.shim")
        runners = _of_videos(commands, "-m runner make")
        if role is Role.RUNNER:
            return runners
        return [Victim(number, runner.video_id) for runner in runners for number in _below(runner, role)]


def _of_videos(commands: dict[int, str], words: str) -> list[Victim]:
    found = [(number, _VIDEO_ID.search(text)) for number, text in commands.items() if words in text]
    return [Victim(number, match[0]) for number, match in found if match is not None]


def _below(runner: Victim, role: Role) -> list[int]:
    """Processes of this role among the runner's descendants; a section is a child that the zygote forked."""
    below = {number: command_of(number) for number in descendants(runner.process_id)}
    if role is Role.HOST:
        return [number for number, text in below.items() if "-m runner.render.host" in text]
    zygotes = [number for number, text in below.items() if "-m runner.render.zygote" in text]
    first = [number for number in zygotes if not any(number in descendants(other) for other in zygotes)]
    return first if role is Role.ZYGOTE else [number for number in zygotes if number not in first]


async def seconds_until(house: House, path: str, limit_seconds: float = 240) -> float:
    """How long it takes until GET of this path is answered with 200."""
    began = time.monotonic()
    async with httpx2.AsyncClient(base_url=house.url, timeout=30, trust_env=False) as client:
        while time.monotonic() < began + limit_seconds:
            try:
                if (await client.get(path)).status_code == httpx2.codes.OK:
                    return time.monotonic() - began
            except httpx2.TransportError:
                pass
            await asyncio.sleep(0.02)
    raise TimeoutError(f"GET {path} is not answered with 200 within {limit_seconds:g} s")
