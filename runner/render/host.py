"""The render host: a small server on a Unix socket that renders sections in confined child processes.

One request a connection, a line of JSON: `{"folder": "/video/section-1"}`. The folder, below the host's root,
holds `script.py` and `job.json`; `section.mp4` and `times.json` appear there. The answer is one line, a
`SectionAnswer`. The verdict rests on exit status and files, never on what the script prints.
"""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path

from pydantic import ValidationError

from contract.failure import FAILURES, FailureCode
from runner.render.job import Outcome, SectionAnswer, SectionJob
from runner.render.sandbox.policy import Containment
from runner.render.section import Sections, UnconfinedError

MAX_REQUEST_BYTES = 64 * 1024
STOP_SECONDS = 0.5


class Host:
    """Renders at most `workers` sections at a time; the others wait their turn."""

    def __init__(self, root: Path, workers: int, containment: Containment) -> None:
        self._root = root.resolve()
        self._turns = asyncio.Semaphore(workers)
        self.sections = Sections(containment)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves one connection. A client that hangs up stops its section."""
        try:
            folder = self._folder(await reader.readline())
            rendering = asyncio.ensure_future(self._render(folder))
            hanging_up = asyncio.ensure_future(reader.read(1))
            await asyncio.wait({rendering, hanging_up}, return_when=asyncio.FIRST_COMPLETED)
            hanging_up.cancel()
            if not rendering.done():
                rendering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                writer.write((await rendering).model_dump_json().encode() + b"\n")
                await writer.drain()
        except (ValueError, KeyError, TypeError, ConnectionError) as error:
            print(f"request refused: {error}", file=sys.stderr)
        finally:
            writer.close()

    def _folder(self, line: bytes) -> Path:
        folder = Path(str(json.loads(line)["folder"])).resolve()
        if not folder.is_relative_to(self._root) or folder == self._root:
            raise ValueError("the folder is not below the host's root")
        return folder

    async def _render(self, folder: Path) -> SectionAnswer:
        async with self._turns:
            try:
                job = SectionJob.model_validate_json((folder / "job.json").read_bytes())
            except (OSError, ValidationError) as error:
                return SectionAnswer(outcome=Outcome.FAILED, reason=f"the job can't be read: {error}")
            try:
                return await self.sections.render(folder, job)
            except UnconfinedError as error:
                return SectionAnswer(outcome=Outcome.UNCONFINED, reason=str(error))


async def serve(host: Host, socket: Path) -> int:
    """Serves until SIGTERM, after the line `ready` on stdout. The socket is for this user alone.

    Returns 0, or the exit status of `sandbox_unavailable` after a line that says what is missing.
    """
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    os.umask(0o077)
    try:
        missing = await host.sections.start()
    except UnconfinedError as error:
        print(error, flush=True)
        await host.sections.close()
        return FAILURES[FailureCode.SANDBOX_UNAVAILABLE].exit_status
    for layer, reason in missing.items():
        print(f"the sandbox lacks a layer: {layer}: {reason}", file=sys.stderr)
    async with await asyncio.start_unix_server(host.answer, path=socket, limit=MAX_REQUEST_BYTES):
        print("ready", flush=True)
        await stop.wait()
    await _stop()
    await host.sections.close()
    return 0


async def _stop() -> None:
    """Lets every section end its processes, all of them, before the zygote takes its own with it."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=STOP_SECONDS)


def main() -> int:
    """`python -m runner.render.host --socket PATH --root FOLDER`; returns the exit status."""
    parser = argparse.ArgumentParser(description="Renders sections of scripts in confined child processes.")
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--permissive", action="store_true", help="go on without missing layers")
    parser.add_argument(
        "--readable", type=Path, action="append", default=[], help="scripts may read this too"
    )
    options = parser.parse_args()
    containment = Containment(is_permissive=options.permissive, readable=tuple(options.readable))
    host = Host(options.root, options.workers, containment)
    return asyncio.run(serve(host, options.socket))


if __name__ == "__main__":
    sys.exit(main())
