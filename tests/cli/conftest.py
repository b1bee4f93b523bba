"""The real `podreel` command, run as a program would run it: without a terminal."""

import json
import os
import subprocess
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.api.world import World
from tests.cli.desk import Desk
from tests.terminal import PODREEL


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    stdout: str
    stderr: str

    @property
    def event(self) -> Mapping[str, Any]:
        """The last JSON line of stdout."""
        event: Mapping[str, Any] = json.loads(self.stdout.splitlines()[-1])
        return event


@dataclass(frozen=True)
class Command:
    """`podreel` with folders of its own."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    launcher: Sequence[str] = ()

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self, *arguments: str, stdin: str = "") -> Ended:
        """Runs it with these arguments."""
        ended = subprocess.run(
            [*self.launcher, PODREEL, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=300,
            env={**os.environ, "TERM": "dumb", "COLUMNS": "200", **self.environment},
            cwd=self.folder,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def make(self, *arguments: str, stdin: str = "") -> Ended:
        """Runs `podreel make` into `out`."""
        return self.run("make", "--out", str(self.out), "--data", str(self.data), *arguments, stdin=stdin)

    @property
    def exported(self) -> list[str]:
        """The files under `out`, if there is any."""
        return sorted(path.name for path in self.out.rglob("*"))


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return Command(tmp_path)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    world = World(tmp_path)
    # The service's log would stand among what the command prints: both run in this process.
    with capture_logs():
        async with world.served() as client:
            yield Desk(world, client)
