"""Runs one attempt of a Job and outlives the service: stores its log and exit, ends its process tree.

`python -m controller.cluster.process.shim FOLDER` returns once the shim runs on its own. Standard library
only, to stay small.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from controller.cluster.process.atomic_files import clear_the_way, create_once, write_atomically
from controller.cluster.process.process_table import MARK_VARIABLE, descendants, identify, kill
from controller.cluster.process.shim_log import LineSplitter, TryLog, last_event

LOCK, START, SHIM, EXIT, LOG = "lock", "start.json", "shim.json", "exit.json", "log"
"""The files of an attempt; a living shim holds the lock."""

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
_CHUNK_BYTES = 64 * 1024
_REAP_SECONDS = 0.02
_NOTE_AGAIN_SECONDS = 1.0
_OOM_COUNTS = Path("/proc/vmstat")
_CANNOT_START = 128


@dataclass(frozen=True)
class Start:
    """What to run, and its limits; read from `start.json`."""

    command: list[str]
    mark: str
    deadline_seconds: float
    grace_seconds: float
    log_bytes: int


def main() -> int:
    """Returns 0 if the attempt runs, has run, or is run by another shim."""
    folder = Path(sys.argv[1])
    if take_lock(folder) is None or (folder / SHIM).exists() or (folder / EXIT).exists():
        return 0
    start = Start(**json.loads((folder / START).read_bytes()))
    ready, started = os.pipe()
    if os.fork():
        os.close(started)
        return 0 if os.read(ready, 1) else 1
    os.close(ready)
    os.setsid()
    shim = Shim(folder, start)
    shim.announce()
    os.write(started, b"1")
    os.close(started)
    shim.run()
    return 0


def take_lock(folder: Path) -> int | None:
    """The descriptor that holds the folder's lock until it is closed; None if another process holds it."""
    clear_the_way(folder / LOCK)
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


class Shim:
    """Supervises one attempt, from its start to `exit.json`."""

    def __init__(self, folder: Path, start: Start) -> None:
        self._folder = folder
        self._start = start
        self._log = TryLog(folder / LOG, start.log_bytes)
        self._told = ""
        self._status: int | None = None
        self._trouble = ""
        self._stopped_by = ""
        self._kill_at = float("inf")
        self._selector = selectors.DefaultSelector()
        self._started_at = datetime.now(UTC)

    def announce(self) -> None:
        """Writes `shim.json`, handles signals, and adopts processes that the runner leaves behind."""
        _prctl(_PR_SET_CHILD_SUBREAPER, 1)
        reading, writing = socket.socketpair()
        for end in (reading, writing):
            end.setblocking(False)
        signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        self._selector.register(reading, selectors.EVENT_READ, None)
        self._wakeup = (reading, writing)
        signal.signal(signal.SIGTERM, lambda *_: self._stop("Stopped"))
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for ignored in (signal.SIGINT, signal.SIGHUP):
            signal.signal(ignored, signal.SIG_IGN)
        self._describe(runner=None)

    def run(self) -> None:
        """Returns when all processes of the attempt are gone and its exit is stored."""
        runner = None if self._stopped_by else self._launch()
        if runner is not None:
            self._wait(runner)
        self._end_tree()
        self._drain()
        self._note()

    def _launch(self) -> "subprocess.Popen[bytes] | None":
        self._oom_kills = _oom_kills()
        shim = os.getpid()
        try:
            runner = subprocess.Popen(
                self._start.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, MARK_VARIABLE: self._start.mark},
                start_new_session=True,
                preexec_fn=lambda: _die_with(shim),  # safe: there is only one thread
            )
        except OSError as error:
            self._trouble = f"The runner can't be started: {error}."
            self._status = _CANNOT_START
            return None
        for stream in (runner.stdout, runner.stderr):
            if stream is not None:
                os.set_blocking(stream.fileno(), False)
                self._selector.register(
                    stream, selectors.EVENT_READ, (LineSplitter(), stream is runner.stdout)
                )
        # A full disk must not end the run; the mark finds its processes too.
        with contextlib.suppress(OSError):
            self._describe(runner.pid)
        return runner

    def _wait(self, runner: "subprocess.Popen[bytes]") -> None:
        """Waits until the runner ends; kills it when its time is over."""
        deadline = time.monotonic() + self._start.deadline_seconds
        has_asked = False
        while (now := time.monotonic()) < self._kill_at:
            self._reap(runner)
            if self._status is not None:
                return
            if now >= deadline:
                self._stop("DeadlineExceeded")
            if self._stopped_by and not has_asked:
                has_asked = True
                # Not reaped yet, so the id still belongs to it.
                os.kill(runner.pid, signal.SIGTERM)
            until = self._kill_at if self._stopped_by else deadline
            self._read(max(0.0, min(until - now, 60.0)))
        kill(runner.pid)
        while self._status is None:
            self._reap(runner)
            self._read(_REAP_SECONDS)

    def _stop(self, reason: str) -> None:
        if not self._stopped_by:
            self._stopped_by = reason
            self._kill_at = time.monotonic() + self._start.grace_seconds

    def _reap(self, runner: "subprocess.Popen[bytes]") -> None:
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                if ended[0] == runner.pid:
                    code = os.waitstatus_to_exitcode(ended[1])
                    runner.returncode = code
                    self._status = 128 - code if code < 0 else code

    def _end_tree(self) -> None:
        """Kills until no descendant is left: they must not meet the next attempt."""
        while True:
            for process_id in descendants(os.getpid()):
                kill(process_id)
            try:
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            except ChildProcessError:
                return
            self._read(_REAP_SECONDS)

    def _read(self, timeout_seconds: float) -> None:
        for key, _ in self._selector.select(timeout_seconds):
            if key.data is None:
                self._wakeup[0].recv(_CHUNK_BYTES)
                continue
            with contextlib.suppress(BlockingIOError):
                data = os.read(key.fd, _CHUNK_BYTES)
                self._keep(key.data, data)
                if not data:
                    self._selector.unregister(key.fileobj)

    def _keep(self, stream: tuple[LineSplitter, bool], data: bytes) -> None:
        lines, is_stdout = stream
        whole = lines.feed(data) if data else lines.rest()
        if whole and is_stdout:
            self._told = last_event(whole, self._told)
        if whole:
            self._log.write(whole)

    def _drain(self) -> None:
        """Reads what is left in the pipes; nothing writes to them any more."""
        for key in list(self._selector.get_map().values()):
            if key.data is not None:
                with contextlib.suppress(BlockingIOError):
                    while data := os.read(key.fd, _CHUNK_BYTES):
                        self._keep(key.data, data)
                self._keep(key.data, b"")

    def _describe(self, runner: int | None) -> None:
        shim, its = identify(os.getpid()), None if runner is None else identify(runner)
        facts = {
            "shim": None if shim is None else asdict(shim),
            "runner": None if its is None else asdict(its),
            "started_at": self._started_at.isoformat(),
        }
        write_atomically(self._folder / SHIM, json.dumps(facts).encode())

    def _note(self) -> None:
        facts = {
            "exit_status": 128 + signal.SIGTERM if self._status is None else self._status,
            "reason": self._reason(),
            "message": self._trouble,
            "told": self._told,
            "ended_at": datetime.now(UTC).isoformat(),
        }
        while True:
            try:
                create_once(self._folder / EXIT, json.dumps(facts).encode())
                return
            except FileNotFoundError:  # the folder was removed: nobody reads it any more
                return
            except OSError:
                time.sleep(
                    _NOTE_AGAIN_SECONDS
                )  # the disk is full: without this file the attempt would count as lost

    def _reason(self) -> str:
        """The reason as Kubernetes would name it."""
        if self._status == 0:
            return "Completed"
        if self._trouble:
            return "StartError"
        if self._stopped_by:
            return self._stopped_by
        is_killed = self._status == 128 + signal.SIGKILL
        return "OOMKilled" if is_killed and _oom_kills() > self._oom_kills else "Error"


def _die_with(parent: int) -> None:
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(_CANNOT_START)


def _oom_kills() -> int:
    """How many processes this kernel has killed for lack of memory."""
    with contextlib.suppress(OSError, ValueError):
        for line in _OOM_COUNTS.read_text().splitlines():
            name, _, count = line.partition(" ")
            if name == "oom_kill":
                return int(count)
    return 0


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0)


if __name__ == "__main__":
    sys.exit(main())
