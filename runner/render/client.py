"""Talks to a render host, and starts one if nobody else has."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from contract.failure import FAILURES, FailureCode, PodreelError
from runner.machine.processes import end, kill_group, start
from runner.render.answer import HELLO, Greeting, SectionAnswer, SectionOutcome
from runner.render.clearing import clear_folder
from runner.render.job import SectionJob
from runner.render.section_folder import DrawnStills, RenderedSection, SectionFolder
from runner.render.verdict import accept
from runner.sandbox.policy import ENFORCED, Containment

log = structlog.get_logger()
START_TIMEOUT_SECONDS = 20
ANSWER_LIMIT_BYTES = 16 * 2**20
_LOOK_AGAIN_SECONDS = 0.2
_KILLED = "all that renders was killed, most likely because the container ran out of memory"


@dataclass(frozen=True)
class HostPlace:
    """Where a host that somebody else started listens, and the folder that it shares with its clients."""

    socket: Path
    root: Path


class HostGoneError(PodreelError):
    """The host can't be reached, or ended before it answered."""

    def __init__(self, detail: str, next_step: str = "") -> None:
        super().__init__(FailureCode.UNAVAILABLE, detail, next_step)


@dataclass(frozen=True)
class RenderClient:
    """A client of the host that listens on `socket` and shares the folder `root`.

    If the host runs as another user of the same group, `own` is a folder on the same disk that the host can't
    write to: videos are moved there. `patience_seconds` is how long to wait for such a host to restart.
    """

    socket: Path
    root: Path
    own: Path | None = None
    patience_seconds: float = 0.0
    _alone: asyncio.Lock = field(default_factory=asyncio.Lock, compare=False)

    async def render(self, name: str, script: str, job: SectionJob) -> RenderedSection:
        """Renders one section in the folder `root/name`, and moves its video to `root/name.mp4`, or to `own`.

        Cancelling stops the child. Raises PodreelError: unavailable if the host is unreachable or its answer
        can't be read, and sandbox_unavailable if it could not confine the script, which then did not run.
        """
        section = self._section(name)
        answer = await self._ask(section, script, job)
        return await asyncio.to_thread(section.take, answer, job)

    async def run_dry(self, name: str, script: str, job: SectionJob) -> SectionAnswer:
        """Runs one section dry in the folder `root/name`; the answer has its record if it ran to its end.

        Cancelling stops the child. Raises PodreelError as `render` does.
        """
        section = self._section(name)
        answer = await self._ask(section, script, job.model_copy(update={"is_dry_run": True}))
        await asyncio.to_thread(clear_folder, section.folder)
        return answer

    async def draw_stills(self, name: str, script: str, job: SectionJob) -> DrawnStills:
        """Runs one section dry in the folder `root/name`, and draws the frames `job.stills` meanwhile.

        Cancelling stops the child. Raises PodreelError as `render` does.
        """
        section = self._section(name)
        job = job.model_copy(update={"is_dry_run": True})
        answer = await self._ask(section, script, job)
        return await asyncio.to_thread(section.take_stills, answer, job)

    def _section(self, name: str) -> SectionFolder:
        return SectionFolder(self.root / name, self.own or self.root, is_for_group=self.own is not None)

    async def _ask(self, section: SectionFolder, script: str, job: SectionJob) -> SectionAnswer:
        line = await self._ask_patiently(section, script, job)
        try:
            answer = accept(line, job)
        except ValueError as error:
            raise PodreelError(FailureCode.UNAVAILABLE, "The render host's answer can't be read.") from error
        if answer.outcome is SectionOutcome.UNCONFINED:
            raise unconfined(answer.reason)
        return answer

    async def greet(self) -> None:
        """Waits until the host answers that it can confine scripts.

        Raises PodreelError: unavailable if it does not answer in time, sandbox_unavailable if it can't.
        """
        ends_at = asyncio.get_running_loop().time() + self.patience_seconds
        while True:
            try:
                async with asyncio.timeout(START_TIMEOUT_SECONDS):
                    greeting = Greeting.model_validate_json(await self._exchange(_hello))
            except (HostGoneError, TimeoutError, ValueError) as error:
                if asyncio.get_running_loop().time() >= ends_at:
                    waited = f"within {self.patience_seconds:g} seconds"
                    raise HostGoneError(
                        f"The render host at {self.socket} did not answer {waited}.",
                        "Read the log of the pod's container `render`.",
                    ) from error
                await asyncio.sleep(_LOOK_AGAIN_SECONDS)
                continue
            if greeting.refused:
                raise unconfined(greeting.refused)
            return

    async def _ask_patiently(self, section: SectionFolder, script: str, job: SectionJob) -> bytes:
        """Sends the section to the host, and retries it once if the host ends, most likely out of memory.

        Retries run one section at a time, so that only the section that ends the host again is given up.
        """

        async def order() -> bytes:
            await asyncio.to_thread(section.prepare, script, job)
            return json.dumps({"folder": str(section.folder)}).encode() + b"\n"

        try:
            return await self._exchange(order)
        except HostGoneError:
            if self.own is None:
                raise
        log.warning("render_host_lost", section=section.folder.name)
        async with self._alone:
            await self.greet()
            try:
                return await self._exchange(order)
            except HostGoneError:
                gone = SectionAnswer(outcome=SectionOutcome.FAILED, reason=_KILLED)
                return gone.model_dump_json().encode()

    async def _exchange(self, order: Callable[[], Awaitable[bytes]]) -> bytes:
        """Connects, sends what `order` returns, and returns the answer.

        `order` runs only once the host listens, because a starting host clears the folder.
        """
        try:
            reader, writer = await asyncio.open_unix_connection(self.socket, limit=ANSWER_LIMIT_BYTES)
        except (OSError, ValueError) as error:
            raise HostGoneError("The render host does not answer.") from error
        try:
            writer.write(await order())
            try:
                await writer.drain()
                line = await reader.readline()
            except (OSError, ValueError) as error:
                raise HostGoneError("The render host does not answer.") from error
        finally:
            writer.close()
        if not line:
            raise HostGoneError("The render host closed the connection before it answered.")
        return line


async def _hello() -> bytes:
    return HELLO


@asynccontextmanager
async def existing_host(place: HostPlace, own: Path, patience_seconds: float) -> AsyncIterator[RenderClient]:
    """A host in another container; `own` is a private folder of this process on the disk of the host's root.

    Raises PodreelError: unavailable if it does not answer in time, sandbox_unavailable if it can't confine.
    """
    client = RenderClient(place.socket, place.root, own, patience_seconds)
    await client.greet()
    yield client


@asynccontextmanager
async def own_host(
    root: Path, workers: int, containment: Containment = ENFORCED
) -> AsyncIterator[RenderClient]:
    """Starts a host that lives as long as this context and never longer than this process.

    Raises PodreelError(sandbox_unavailable) if scripts can't be confined as requested.
    """
    with _place_for_socket() as place:
        socket = place / "render.sock"
        command = [sys.executable, "-P", "-m", "runner.render.host", "--socket", str(socket)]
        command += ["--root", str(root), "--workers", str(workers)]
        command += ["--permissive"] if containment.is_permissive else []
        command += [word for path in containment.readable for word in ("--readable", str(path))]
        process = await start(command, stderr=None)
        try:
            await _wait_until_ready(process)
            yield RenderClient(socket, root)
        finally:
            kill_group(process, signal.SIGTERM)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(2):
                    await process.wait()
            await end(process)


@contextmanager
def _place_for_socket() -> Iterator[Path]:
    """A temporary folder by a short name: Linux limits a socket's path to 108 bytes."""
    with tempfile.TemporaryDirectory(prefix="podreel-") as folder:
        opened = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            yield Path(f"/proc/{os.getpid()}/fd/{opened}")
        finally:
            os.close(opened)


async def _wait_until_ready(process: asyncio.subprocess.Process) -> None:
    line = b""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(START_TIMEOUT_SECONDS):
            line = await process.stdout.readline() if process.stdout else b""
    first_line = line.decode(errors="replace").strip()
    if first_line == "ready":
        return
    unavailable = FAILURES[FailureCode.SANDBOX_UNAVAILABLE]
    if first_line and await process.wait() == unavailable.exit_status:
        raise unconfined(first_line)
    raise PodreelError(FailureCode.INTERNAL, "The render host did not start.")


def unconfined(reason: str) -> PodreelError:
    """The error for a script that did not run because this machine can't confine it."""
    return PodreelError(
        FailureCode.SANDBOX_UNAVAILABLE,
        f"Scripts can't be confined on this machine: {reason}.",
        "Run `podreel doctor` to see what is missing. PODREEL_SANDBOX=permissive runs without it.",
    )
