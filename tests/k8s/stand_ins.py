"""Programs of a machine, replaced by scripts that note how they are called."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


class StandIns:
    """A folder of programs that come before the machine's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "bin"
        self._notes = folder / "calls"
        self.folder.mkdir()

    def install(self, name: str, text: str = "true") -> None:
        """Replaces a program by lines of bash."""
        program = self.folder / name
        program.write_text(f'#!/usr/bin/env bash\necho "{name} $*" >>{self._notes}\n{text}\n')
        program.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        """Each call of a replaced program, with its arguments."""
        return self._notes.read_text().splitlines() if self._notes.exists() else []

    def run(self, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.folder}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            as_root(command),
            env={"PATH": path, "HOME": str(self.folder), **environment},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def as_root(command: Sequence[str | Path]) -> list[str | Path]:
    """Scripts for operators ask for root; a user without it is root among its own."""
    return [*command] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", *command]
