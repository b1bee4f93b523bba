"""A real Redis for tests, on a Unix socket and without a disk: it can be killed, restarted and frozen."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

START_SECONDS = 120.0
_numbers = count(1)


@dataclass
class RedisServer:
    """One server, whose data go when it ends."""

    folder: Path
    options: tuple[str, ...] = ()
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    @property
    def _socket(self) -> Path:
        return self.folder / "redis.sock"

    def new_prefix(self) -> str:
        """Keys that no other test has."""
        return f"test-{next(_numbers)}"

    def start(self) -> None:
        """Returns when it answers; it is empty."""
        program = shutil.which("redis-server")
        if program is None:
            raise RuntimeError("redis-server is missing: run scripts/setup.sh.")
        self._socket.unlink(missing_ok=True)
        where = ["--port", "0", "--unixsocket", str(self._socket), "--dir", str(self.folder)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, *where, "--save", "", "--appendonly", "no", *self.options], stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_SECONDS
        while self.command("PING") != "PONG":
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError(f"redis-server did not start; see {self.folder}/log.")
            time.sleep(0.01)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """From now on it takes connections and answers nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def command(self, *words: str) -> str:
        """What redis-cli prints."""
        line = ["redis-cli", "-s", str(self._socket), *words]
        return subprocess.run(line, capture_output=True, text=True, check=False).stdout.strip()

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)


@contextmanager
def serve_redis(folder: Path, *options: str) -> Iterator[RedisServer]:
    """A server that ends with the block; `folder` needs a short path, as sockets do."""
    server = RedisServer(folder, options)
    server.start()
    try:
        yield server
    finally:
        server.kill()
