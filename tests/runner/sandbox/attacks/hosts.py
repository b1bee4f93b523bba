"""Starts render hosts to be attacked, whole or with layers of their sandbox removed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from runner.render.client import RenderClient
from tests.runner.living import is_alive
from tests.runner.sandbox.attacks.cage import Cage
from tests.runner.sandbox.attacks.host import EVERY_LAYER

WORKERS = 2


@dataclass(frozen=True)
class RunningHost:
    """A host in the cage, the way to it, and whether it has the limits of its jobs."""

    process: subprocess.Popen[str]
    client: RenderClient
    socket: Path
    is_bare: bool

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None and is_alive(self.process.pid)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        if self.process.stdout is not None:
            self.process.stdout.close()


def host_command(socket: Path, root: Path, removed: frozenset[str]) -> list[str]:
    """The product's own host, or one without these layers."""
    module = "tests.runner.sandbox.attacks.host" if removed else "runner.render.host"
    command = [sys.executable, "-m", module, "--socket", str(socket)]
    command += ["--root", str(root), "--workers", str(WORKERS)]
    return [*command, *(word for layer in sorted(removed) for word in ("--without", layer))]


def start_host(folder: Path, cage: Cage, removed: frozenset[str], secrets: Mapping[str, str]) -> RunningHost:
    """A host in `folder/work`, whose own environment holds a secret and which holds a secret file open."""
    root, socket = folder / "work", folder / "render.sock"
    root.mkdir(mode=0o755, exist_ok=True)
    socket.unlink(missing_ok=True)
    # A script that inherits the environment would else call the tester's home its own, and spoil it.
    home = folder / "home"
    home.mkdir(exist_ok=True)
    home.chmod(0o777)
    environment = {**os.environ, "HOME": str(home), "OPENAI_API_KEY": secrets["environment"]}
    with (folder / "secrets" / "api-key").open("rb") as inherited:
        process = subprocess.Popen(
            cage.command(host_command(socket, root, removed)),
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            pass_fds=(inherited.fileno(),),
        )
    assert process.stdout is not None
    if process.stdout.readline() != "ready\n":
        raise RuntimeError(f"the host ended with status {process.wait(10)} before it was ready")
    return RunningHost(process, RenderClient(socket, root), socket, EVERY_LAYER in removed)
