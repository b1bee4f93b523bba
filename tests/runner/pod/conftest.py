"""A pod of two containers, as far as one machine without a cluster can have it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from runner.render.host import TEX_FOLDER
from tests.runner.pod.containers import GROUP_ID, RENDER_ID, RUNNER_ID, Container

ID = "3f1c9c1e-52f7-4b0a-9d0f-0a8f6f0c7a11"
# Beside /tmp, of which each container has its own.
VOLUMES = Path("/var/tmp")  # noqa: S108 - a folder of a random name is made there
PATIENCE_SECONDS = 120


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """All tests here need root, and who is not root runs them by way of one that asks for it."""
    asks_for_root = collection_path.name == "test_by_sudo.py"
    is_root = os.geteuid() == 0
    return (collection_path.name.startswith("test_") and asks_for_root is is_root) or None


@dataclass
class Pod:
    """A volume that its two containers share."""

    volume: Path
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def socket(self) -> Path:
        return self.volume / "render" / "host.sock"

    @property
    def root(self) -> Path:
        return self.volume / "sections"

    @property
    def left(self) -> list[Path]:
        """What lies where sections are rendered, but for the host's TeX format, which stays as long as it."""
        return [path for path in self.root.iterdir() if path.name != TEX_FOLDER]

    @property
    def data(self) -> Path:
        return self.volume / "data"

    @property
    def last_words(self) -> Path:
        return self.volume / "termination-log"

    def start_host(self, *before: str) -> subprocess.Popen[str]:
        """The render container, once its host listens; `before` is a command that starts the host's."""
        process = self._start(self.host_command("PODREEL_WORKERS=2", before=before))
        assert process.stdout is not None
        for line in process.stdout:
            if line == "ready\n":
                return process
        raise AssertionError("the host ended before it was ready")

    def host_command(self, *variables: str, before: Sequence[str] = ()) -> list[str]:
        words = ["-m", "runner.render.host", "--socket", str(self.socket), "--root", str(self.root)]
        argv = [*before, sys.executable, *words, "--group-shared"]
        return Container(RENDER_ID, self.volume).command(argv, variables)

    def order(self, *variables: str, request: object = None) -> list[str]:
        """The command of the runner's container."""
        path = self.volume / "order.json"
        path.unlink(missing_ok=True)
        if request is not None:
            path.write_text(request if isinstance(request, str) else json.dumps(request))
            path.chmod(0o644)
        # As the kubelet makes it.
        self.last_words.touch()
        self.last_words.chmod(0o666)
        words = ["-m", "runner", "make", "--data", str(self.data), "--render-socket", str(self.socket)]
        words += ["--render-root", str(self.root), "--termination-file", str(self.last_words)]
        words += ["--order", str(path), "--video-id", ID, "--generation", "1"]
        return Container(RUNNER_ID, self.volume).python(*words, variables=variables)

    def render(self, *scripts: str) -> list[dict[str, Any]]:
        """What came of these sections, one after the other."""
        process = self.start_rendering(*scripts)
        output, _ = process.communicate(timeout=PATIENCE_SECONDS)
        return [json.loads(line) for line in output.splitlines()]

    def draw(self, *scripts: str) -> list[Any]:
        """The bytes of each of the stills of these sections, one after the other."""
        process = self.start_rendering(*scripts, more=("stills",))
        output, _ = process.communicate(timeout=PATIENCE_SECONDS)
        return [json.loads(line) for line in output.splitlines()]

    def start_rendering(
        self, *scripts: str, own: str = "", more: Sequence[str] = ()
    ) -> subprocess.Popen[str]:
        folder = own or str(self.volume / "own")
        words = ("-m", "tests.runner.pod.driver", str(self.socket), str(self.root), folder, *more)
        process = self._start(Container(RUNNER_ID, self.volume).python(*words), stdin=subprocess.PIPE)
        assert process.stdin is not None
        process.stdin.write(json.dumps(scripts))
        process.stdin.close()
        process.stdin = None
        return process

    def run(self, argv: Sequence[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(argv, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)

    def start(self, argv: Sequence[str]) -> subprocess.Popen[str]:
        return self._start(argv)

    def told(self) -> dict[str, Any]:
        """The last words of the runner's container."""
        words: dict[str, Any] = json.loads(self.last_words.read_bytes())
        return words

    def log(self) -> list[dict[str, Any]]:
        """The log that the first attempt has stored."""
        path = self.data / "objects" / "private" / ID / "logs" / "1-1.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()]

    def _start(self, argv: Sequence[str], stdin: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
        # Of a host that is only started nobody reads the errors.
        errors = None if stdin == subprocess.DEVNULL else subprocess.PIPE
        process = subprocess.Popen(argv, stdin=stdin, stdout=subprocess.PIPE, stderr=errors, text=True)
        self.processes.append(process)
        return process


@contextmanager
def volume_for_group() -> Iterator[Path]:
    """An empty volume as the kubelet mounts it for a group."""
    folder = Path(tempfile.mkdtemp(prefix="podreel-pod-", dir=VOLUMES))
    try:
        os.chown(folder, 0, GROUP_ID)
        folder.chmod(0o2777)
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def pod() -> Iterator[Pod]:
    with volume_for_group() as folder:
        made = Pod(folder)
        try:
            yield made
        finally:
            for process in made.processes:
                process.kill()
                process.communicate()
