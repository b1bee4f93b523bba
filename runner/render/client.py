"""Talks to a render host, and starts one where this machine has none of its own."""

import asyncio
import contextlib
import json
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from contract.failure import FAILURES, FailureCode, PodreelError
from runner.processes import end, kill_group, start
from runner.render.clearing import clear_folder
from runner.render.job import Outcome, SectionAnswer, SectionJob
from runner.render.results import VIDEO_NAME, ResultError, take_file
from runner.render.sandbox.policy import ENFORCED, Containment
from runner.render.verdict import accept, refuse

START_TIMEOUT_SECONDS = 20
ANSWER_LIMIT_BYTES = 16 * 2**20


@dataclass(frozen=True)
class RenderedSection:
    """The host's answer and, where it succeeded, the section's file, which no script can reach."""

    answer: SectionAnswer
    video: Path


@dataclass(frozen=True)
class RenderClient:
    """A connection to the host that listens on `socket` and shares the folder `root` with us."""

    socket: Path
    root: Path

    async def render(self, name: str, script: str, job: SectionJob) -> RenderedSection:
        """Renders one section in the folder `root/name`, and takes its video to `root/name.mp4`.

        Cancelling stops the child. Raises PodreelError: unavailable when the host is gone, and
        sandbox_unavailable when it could not confine the script, which then was not run.
        """
        folder = self.root / name
        await asyncio.to_thread(_prepare, folder, script, job)
        line = await self._ask(folder)
        try:
            answer = accept(line, job)
        except ValueError as error:
            raise PodreelError(FailureCode.UNAVAILABLE, "The render host's answer is none.") from error
        if answer.outcome is Outcome.UNCONFINED:
            raise unconfined(answer.reason)
        return await asyncio.to_thread(_take, folder, answer, job)

    async def _ask(self, folder: Path) -> bytes:
        try:
            reader, writer = await asyncio.open_unix_connection(self.socket, limit=ANSWER_LIMIT_BYTES)
            try:
                writer.write(json.dumps({"folder": str(folder)}).encode() + b"\n")
                await writer.drain()
                line = await reader.readline()
            finally:
                writer.close()
        except (OSError, ValueError) as error:
            raise PodreelError(FailureCode.UNAVAILABLE, "The render host does not answer.") from error
        if not line:
            raise PodreelError(FailureCode.UNAVAILABLE, "The render host hung up before it answered.")
        return line


@asynccontextmanager
async def own_host(
    root: Path, workers: int, containment: Containment = ENFORCED
) -> AsyncIterator[RenderClient]:
    """A host of our own, which lives as long as this context and never longer than this process.

    Raises PodreelError(sandbox_unavailable) where scripts can't be confined as asked for.
    """
    # A socket's path may have 108 bytes at most, which a user's folder can exceed.
    with tempfile.TemporaryDirectory(prefix="podreel-") as folder:
        socket = Path(folder) / "render.sock"
        command = [sys.executable, "-m", "runner.render.host", "--socket", str(socket)]
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


async def _wait_until_ready(process: asyncio.subprocess.Process) -> None:
    line = b""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(START_TIMEOUT_SECONDS):
            line = await process.stdout.readline() if process.stdout else b""
    told = line.decode(errors="replace").strip()
    if told == "ready":
        return
    unavailable = FAILURES[FailureCode.SANDBOX_UNAVAILABLE]
    if told and await process.wait() == unavailable.exit_status:
        raise unconfined(told)
    raise PodreelError(FailureCode.INTERNAL, "The render host did not start.")


def unconfined(reason: str) -> PodreelError:
    """Nothing was run, because this machine can't confine it."""
    return PodreelError(
        FailureCode.SANDBOX_UNAVAILABLE,
        f"Scripts can't be confined on this machine: {reason}.",
        "Run `podreel doctor` to see what is missing. PODREEL_SANDBOX=permissive goes on without it.",
    )


def _prepare(folder: Path, script: str, job: SectionJob) -> None:
    clear_folder(folder)
    _video_of(folder).unlink(missing_ok=True)
    folder.mkdir(parents=True)
    (folder / "script.py").write_text(script, encoding="utf-8")
    (folder / "job.json").write_text(job.model_dump_json())


def _take(folder: Path, answer: SectionAnswer, job: SectionJob) -> RenderedSection:
    """Takes the video out of the script's reach, and removes the script's folder."""
    video = _video_of(folder)
    if answer.outcome is Outcome.RENDERED:
        try:
            take_file(folder, VIDEO_NAME, video, job.limits.file_bytes)
        except ResultError as error:
            answer = refuse(answer, str(error))
    clear_folder(folder)
    return RenderedSection(answer, video)


def _video_of(folder: Path) -> Path:
    """Beside the folder: scripts reach what is in it."""
    return folder.with_name(f"{folder.name}.mp4")
