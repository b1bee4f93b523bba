"""Talks to a render host, and starts one where this machine has none of its own."""

import asyncio
import contextlib
import json
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from runner.processes import end, kill_group, start
from runner.render.job import SectionAnswer, SectionJob

START_TIMEOUT_SECONDS = 20
ANSWER_LIMIT_BYTES = 16 * 2**20


@dataclass(frozen=True)
class RenderedSection:
    """The host's answer and, where it succeeded, the section's file."""

    answer: SectionAnswer
    video: Path


@dataclass(frozen=True)
class RenderClient:
    """A connection to the host that listens on `socket` and shares the folder `root` with us."""

    socket: Path
    root: Path

    async def render(self, name: str, script: str, job: SectionJob) -> RenderedSection:
        """Renders one section in the folder `root/name`; cancelling stops the child.

        Raises PodreelError(unavailable) when the host is gone.
        """
        folder = self.root / name
        await asyncio.to_thread(_prepare, folder, script, job)
        try:
            reader, writer = await asyncio.open_unix_connection(self.socket, limit=ANSWER_LIMIT_BYTES)
            try:
                writer.write(json.dumps({"folder": str(folder)}).encode() + b"\n")
                await writer.drain()
                line = await reader.readline()
            finally:
                writer.close()
        except OSError as error:
            raise PodreelError(FailureCode.UNAVAILABLE, "The render host does not answer.") from error
        if not line:
            raise PodreelError(FailureCode.UNAVAILABLE, "The render host hung up before it answered.")
        return RenderedSection(SectionAnswer.model_validate_json(line), folder / "section.mp4")


@asynccontextmanager
async def own_host(root: Path, workers: int) -> AsyncIterator[RenderClient]:
    """A host of our own, which lives as long as this context and never longer than this process."""
    # A socket's path may have 108 bytes at most, which a user's folder can exceed.
    with tempfile.TemporaryDirectory(prefix="podreel-") as folder:
        socket = Path(folder) / "render.sock"
        command = [sys.executable, "-m", "runner.render.host", "--socket", str(socket)]
        command += ["--root", str(root), "--workers", str(workers)]
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


async def _wait_until_ready(process: asyncio.subprocess.Process) -> None:
    line = b""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(START_TIMEOUT_SECONDS):
            line = await process.stdout.readline() if process.stdout else b""
    if line.strip() != b"ready":
        raise PodreelError(FailureCode.INTERNAL, "The render host did not start.")


def _prepare(folder: Path, script: str, job: SectionJob) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "script.py").write_text(script, encoding="utf-8")
    (folder / "job.json").write_text(job.model_dump_json())
