"""The render host: a small server on a Unix socket that renders sections in confined child processes.

One request per connection, a line of JSON: `{"folder": "/video/section-1"}`. The folder, below the host's
root, holds `script.py` and `job.json`; `section.mp4` and `times.json` appear there, or `record.json` after a
dry run, and `stills.rgb` if that was to draw frames. The answer is one line, a `SectionAnswer`. The verdict
rests on exit status and files, never on what the script prints. `HELLO` is answered with a `Greeting`.

With `--group-shared` it is the only program of its container, and its clients are other users of its group.
It then creates socket and root itself, and removes the files of scripts, which only their user always can.
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

from contract.failure import FAILURES, FailureCode, PodreelError
from contract.settings import read_settings
from runner.machine.resources import memory_limit_bytes, usable_cores
from runner.render.answer import HELLO, Greeting, SectionAnswer, SectionOutcome
from runner.render.clearing import clear_folder
from runner.render.job import SectionJob
from runner.render.results import STILLS_NAME, VIDEO_NAME, find_flaw
from runner.render.section import Sections, UnconfinedError
from runner.sandbox import kernel
from runner.sandbox.own_user import may_change_user
from runner.sandbox.policy import Containment
from runner.settings import RunSettings

MAX_REQUEST_BYTES = 64 * 1024
STOP_SECONDS = 0.5
# The part of its container's memory that the host itself needs, with Manim loaded in the zygote.
OWN_MEMORY_BYTES = 2**29
LEAST_SECTION_BYTES = 2**28
# Below its root, where the next host removes what a killed one left.
TEX_FOLDER = ".tex"


class Host:
    """Renders at most `workers` sections at a time; the others wait their turn.

    If `is_shared`, it clears a section's folder except for the video.
    """

    def __init__(
        self, root: Path, workers: int, containment: Containment, *, is_shared: bool = False
    ) -> None:
        self.root = root.resolve()
        self.is_shared = is_shared
        self.refused = ""
        self._turns = asyncio.Semaphore(workers)
        self._memory_bytes = memory_for_each(workers, memory_limit_bytes())
        self.sections = Sections(containment, tex_folder=self.root / TEX_FOLDER)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves one connection. A client that hangs up stops its section."""
        try:
            line = await reader.readline()
            if line == HELLO:
                writer.write(Greeting(refused=self.refused).model_dump_json().encode() + b"\n")
            elif line:  # a probe connects and sends nothing
                await self._serve(line, reader, writer)
        except (ValueError, KeyError, TypeError, ConnectionError) as error:
            print(f"request refused: {error}", file=sys.stderr)
        finally:
            writer.close()

    async def _serve(self, line: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        folder = self._folder(line)
        rendering = asyncio.ensure_future(self._render(folder))
        hanging_up = asyncio.ensure_future(reader.read(1))
        await asyncio.wait({rendering, hanging_up}, return_when=asyncio.FIRST_COMPLETED)
        hanging_up.cancel()
        if not rendering.done():
            rendering.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            writer.write((await rendering).model_dump_json().encode() + b"\n")
            await writer.drain()

    def _folder(self, line: bytes) -> Path:
        folder = Path(str(json.loads(line)["folder"])).resolve()
        if not folder.is_relative_to(self.root) or folder == self.root:
            raise ValueError("the folder is not below the host's root")
        if folder.is_relative_to(self.root / TEX_FOLDER):
            raise ValueError("the folder is the host's own")
        return folder

    async def _render(self, folder: Path) -> SectionAnswer:
        async with self._turns:
            try:
                job = SectionJob.model_validate_json((folder / "job.json").read_bytes())
            except (OSError, ValidationError) as error:
                return SectionAnswer(outcome=SectionOutcome.FAILED, reason=f"the job can't be read: {error}")
            if self._memory_bytes is not None:
                job = job.model_copy(update={"limits": job.limits.within(self._memory_bytes)})
            answer: SectionAnswer | None = None
            try:
                answer = await self.sections.render(folder, job)
            except UnconfinedError as error:
                answer = SectionAnswer(outcome=SectionOutcome.UNCONFINED, reason=str(error))
            finally:
                if self.is_shared:
                    _leave_to_group(folder, job, answer)
            return answer


def _leave_to_group(folder: Path, job: SectionJob, answer: SectionAnswer | None) -> None:
    """Leaves only what the client may take; the client could not remove all the script's files."""
    is_taken = answer is not None and answer.outcome is SectionOutcome.RENDERED
    name, most_bytes = STILLS_NAME, job.stills_bytes
    if answer is not None and not job.is_dry_run:
        name, most_bytes = VIDEO_NAME, job.most_video_bytes(answer.times)
    if not is_taken or find_flaw(folder, name, most_bytes):
        clear_folder(folder)
        return
    clear_folder(folder, frozenset({name}))
    with contextlib.suppress(OSError):
        (folder / name).chmod(0o640)


def memory_for_each(workers: int, limit_bytes: int | None) -> int | None:
    """Bytes of a container's memory that each of `workers` sections may use, so that the kernel never kills
    the whole container. None if the container has no limit. Pure.
    """
    if limit_bytes is None:
        return None
    return max((limit_bytes - OWN_MEMORY_BYTES) // workers, LEAST_SECTION_BYTES)


async def serve(host: Host, socket: Path) -> int:
    """Prints the line `ready` on stdout, then serves until SIGTERM. The socket is open to this user only, or
    to its group if the host is shared.

    Returns 0, or the exit status of `sandbox_unavailable` after a line that names what is missing. A shared
    host keeps serving so that its clients see the reason: a pod would only restart it, without a word.
    """
    # Orphans of a killed zygote; in a container nothing else collects them.
    kernel.adopt_orphans()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    os.umask(0o007 if host.is_shared else 0o077)
    if host.is_shared:
        _make_places(host.root, socket)
    try:
        missing = await host.sections.start()
        for layer, reason in missing.items():
            print(f"the sandbox lacks a layer: {layer}: {reason}", file=sys.stderr)
    except UnconfinedError as error:
        print(error, flush=True)
        host.refused = str(error)
        if not host.is_shared:
            await host.sections.close()
            return FAILURES[FailureCode.SANDBOX_UNAVAILABLE].exit_status
    server = await asyncio.start_unix_server(host.answer, path=socket, limit=MAX_REQUEST_BYTES)
    print("ready", flush=True)
    await stop.wait()
    # Not awaited: since Python 3.12 that waits for all open connections.
    server.close()
    await _stop()
    await host.sections.close()
    return 0


def _make_places(root: Path, socket: Path) -> None:
    """Creates the folders of socket and sections for the group, without leftovers of an earlier host."""
    for folder, mode in ((socket.parent, 0o750), (root, 0o2770)):
        # Mounted folders belong to the kubelet, and are open to the group already.
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(mode)
    for left in root.iterdir():
        clear_folder(left)


async def _stop() -> None:
    """Lets every section end all its processes before the zygote ends."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=STOP_SECONDS)


def main() -> int:
    """`python -m runner.render.host --socket PATH --root FOLDER`; returns the exit status."""
    options = _parse()
    try:
        return asyncio.run(serve(_host(options), options.socket))
    except PodreelError as error:
        print(f"{error.detail} {error.next_step}", flush=True)
        return error.exit_status
    except OSError as error:
        problem = f"{error.filename or options.socket} can't be used: {error.strerror or error}."
        print(f"{problem} Mount a folder there that this user may write to.", flush=True)
        return FAILURES[FailureCode.BAD_CONFIGURATION].exit_status


def _host(options: argparse.Namespace) -> Host:
    """Reads the options, and environment variables for the rest. Raises PodreelError(bad_configuration)."""
    containment = Containment(is_permissive=options.permissive, readable=tuple(options.readable))
    workers = options.workers
    if options.group_shared:
        if may_change_user():
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION,
                "A shared render host can't run as root: its clients could not take the files of scripts.",
                "Run it as its own user, such as 10002.",
            )
        settings = read_settings(RunSettings)
        containment = settings.containment
        workers = min(workers or settings.workers, usable_cores())
    return Host(options.root, workers or usable_cores(), containment, is_shared=options.group_shared)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Renders sections of scripts in confined child processes.")
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--workers", type=int, help="sections at a time (default: the number of cores)")
    parser.add_argument(
        "--permissive", action="store_true", help="run even if layers of the sandbox are missing"
    )
    parser.add_argument(
        "--readable", type=Path, action="append", default=[], help="another path that scripts may read"
    )
    parser.add_argument(
        "--group-shared",
        action="store_true",
        help="serve other users of this group; reads PODREEL_WORKERS, _SANDBOX and _SCRIPT_FOLDERS",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
