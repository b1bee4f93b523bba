"""The programs of one version of Podreel, started as their users start them."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.fakes.ports import reserved_port

WAIT_SECONDS = 360.0
STOP_SECONDS = 120.0
TEXT = "# Square\n\nA square has four equal sides.\n\n# Circle\n\nA circle has no corner at all."
# One section at a time, so that a run can be killed between two of them; kept for a hundred years.
ENVIRONMENT = {"PODREEL_WORKERS": "1", "VIDEO_RETENTION_DAYS": "36500", "MAX_CONCURRENT_VIDEOS": "1"}


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = WAIT_SECONDS) -> None:
    """Raises TimeoutError that says what did not happen."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"This did not happen within {seconds:g} seconds: {what}.")
        time.sleep(0.05)


@dataclass(frozen=True)
class Version:
    """A checkout with its virtual environment. The default is the code under test."""

    folder: Path = Path(__file__).resolve().parents[2]
    python: Path = Path(sys.executable)

    @classmethod
    def at(cls, folder: Path) -> "Version":
        return cls(folder, folder / ".venv" / "bin" / "python")

    def run(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """A `podreel` command that ends by itself."""
        return subprocess.run(
            [str(self.python.parent / "podreel"), *words],
            capture_output=True,
            text=True,
            timeout=WAIT_SECONDS,
            env={**os.environ, **ENVIRONMENT, **env},
            cwd=self.folder,
            check=False,
        )

    def start(self, *words: str, log: Path, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """A program of this version: `podreel`, or `python`; both of its streams go to `log`."""
        with log.open("ab") as file:
            return subprocess.Popen(
                [str(self.python.parent / words[0]), *words[1:]],
                stdout=file,
                stderr=file,
                env={**os.environ, **ENVIRONMENT, **env},
                cwd=self.folder,
                start_new_session=True,
            )


@dataclass(frozen=True)
class Service:
    """A running service, seen through its REST API."""

    process: subprocess.Popen[bytes]
    client: httpx2.Client
    log: Path

    def get(self, path: str) -> Any:
        """The answer's JSON; fails where the status is not 200."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.json()

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        answer = self.client.post(path, json=body, headers=headers)
        assert answer.status_code == 202, (path, answer.status_code, answer.text)
        return answer.json()

    def submit(self, key: str, text: str = TEXT) -> str:
        """The id of a video that is asked for under this Idempotency-Key."""
        request = {"prompt": text, "model": "offline", "quality": "draft"}
        answer = self.post("/videos", request, **{"Idempotency-Key": key})
        return str(answer["video_id"])

    def status(self, video_id: str) -> str:
        return str(self.get(f"/videos/{video_id}")["status"])

    def wait_for(self, video_id: str, *statuses: str) -> Any:
        """The video once it has one of these statuses."""
        wait_until(lambda: self.status(video_id) in statuses, f"{video_id} is {statuses}")
        return self.get(f"/videos/{video_id}")

    def events(self, video_id: str) -> list[Any]:
        """All events of a video that has ended."""
        text = self.client.get(f"/videos/{video_id}/events").text
        return [json.loads(line[5:]) for line in text.splitlines() if line.startswith("data:")]

    def logged(self, event: str) -> list[str]:
        """The lines of the service's log that are about this event."""
        return [line for line in self.log.read_text().splitlines() if f'"event": "{event}"' in line]


@contextmanager
def local_service(version: Version, data: Path, **env: str) -> Iterator[Service]:
    """`podreel up` on a data folder; what it runs stops with it, unless it was killed."""
    log = data.parent / "up.log"
    with reserved_port() as port:
        words = ["podreel", "up", "--port", str(port), "--data", str(data), "--json"]
        with _serving(version.start(*words, log=log, env=env), port, log) as service:
            yield service


@contextmanager
def cluster_service(version: Version, log: Path, **env: str) -> Iterator[Service]:
    """The service of the chart; the environment says where cluster, bucket and Redis are."""
    with reserved_port() as port:
        settings = {**env, "PODREEL_PORT": str(port)}
        with _serving(version.start("python", "-m", "api", log=log, env=settings), port, log) as service:
            yield service


@contextmanager
def _serving(process: subprocess.Popen[bytes], port: int, log: Path) -> Iterator[Service]:
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=30) as client:
            wait_until(lambda: _answers(process, client, log), "the service answers")
            yield Service(process, client, log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)


def _answers(process: subprocess.Popen[bytes], client: httpx2.Client, log: Path) -> bool:
    if process.poll() is not None:
        raise RuntimeError(f"The service ended with {process.returncode}: {log.read_text()[-2000:]}")
    try:
        return client.get("/videos").status_code == 200
    except httpx2.TransportError:
        return False


def kill_all(data: Path) -> None:
    """SIGKILL to everything that names this folder, as a power cut would; returns when nothing is left."""
    while found := processes_of(data):
        for process_id in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGKILL)
        time.sleep(0.05)


def processes_of(data: Path) -> list[int]:
    """Processes of this machine that have the folder in their command, and live."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and str(data).encode() in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
    return found
