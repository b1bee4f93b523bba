"""The render host: a small server on a Unix socket that renders sections in child processes.

One request a connection, a line of JSON: `{"folder": "/video/section-1"}`. The folder, below the host's root,
holds `script.py` and `job.json`; `section.mp4` and `times.json` appear there. The answer is one line, a
`SectionAnswer`. The verdict rests on exit status and files, never on what the script prints.
"""

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import signal
import sys
from pathlib import Path

from pydantic import ValidationError

from runner.processes import end, start
from runner.render.job import Outcome, SectionAnswer, SectionJob, SectionTimes
from runner.render.log_tail import LogTail
from runner.render.verdict import judge

MAX_REQUEST_BYTES = 64 * 1024


class Host:
    """Renders at most `workers` sections at a time; the others wait their turn."""

    def __init__(self, root: Path, workers: int) -> None:
        self._root = root.resolve()
        self._turns = asyncio.Semaphore(workers)

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
            return await _run_child(folder, job)


async def _run_child(folder: Path, job: SectionJob) -> SectionAnswer:
    loop = asyncio.get_running_loop()
    started_at = loop.time()
    with LogTail(job.limits.log_bytes) as log:
        returncode, is_late = await _run_limited(folder, job, log.write_end)
    # The group is dead, so nothing can change the files between this look and the reply.
    await asyncio.to_thread(shutil.rmtree, folder / "media", ignore_errors=True)
    return judge(
        returncode=returncode,
        is_late=is_late,
        log=log.text(),
        times=_read_times(folder),
        has_video=_is_plain_file(folder / "section.mp4"),
        job=job,
        seconds=loop.time() - started_at,
    )


async def _run_limited(folder: Path, job: SectionJob, output: int) -> tuple[int, bool]:
    """The child's exit status, and whether it had to be stopped because its time was over."""
    process = await start(
        [sys.executable, "-I", "-m", "runner.render.child", str(folder)],
        stdout=output,
        stderr=asyncio.subprocess.STDOUT,
        env=_clean_environment(folder),
        cwd=folder,
    )
    try:
        async with asyncio.timeout(job.limits.seconds):
            return await process.wait(), False
    except TimeoutError:
        return -signal.SIGKILL, True
    finally:
        await end(process)


def _clean_environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        # Each BLAS thread reserves address space, and the sections already fill the cores.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        # Pictures of 8 MB come and go with every frame; pages that are kept need not be cleared again.
        "MALLOC_MMAP_THRESHOLD_": str(256 * 2**20),
        "MALLOC_TRIM_THRESHOLD_": str(2**30),
    }


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _read_times(folder: Path) -> SectionTimes | None:
    path = folder / "times.json"
    if not _is_plain_file(path) or path.stat().st_size > 2**20:
        return None
    try:
        return SectionTimes.model_validate_json(path.read_bytes())
    except ValidationError:
        return None


async def serve(socket: Path, root: Path, workers: int) -> None:
    """Serves until SIGTERM, after the line `ready` on stdout. The socket is for this user alone."""
    host = Host(root, workers)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    os.umask(0o077)
    server = await asyncio.start_unix_server(host.answer, path=socket, limit=MAX_REQUEST_BYTES)
    async with server:
        print("ready", flush=True)
        await stop.wait()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0)


def main() -> None:
    """`python -m runner.render.host --socket PATH --root FOLDER --workers N`"""
    parser = argparse.ArgumentParser(description="Renders sections of scripts in child processes.")
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    asyncio.run(serve(options.socket, options.root, options.workers))


if __name__ == "__main__":
    main()
