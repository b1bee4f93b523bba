"""One service for all clients, and one video in it: the one that the guide for Python makes."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.whole.customer import MAKE_SECONDS
from tests.whole.service import service

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guides" / "python.md"


@dataclass(frozen=True)
class Workshop:
    """A running service, and what the guide's program has left in `folder` and printed."""

    url: str
    folder: Path
    guide: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A service without keys, on which all examples of the guide have run as one program."""
    folder = tmp_path_factory.mktemp("clients")
    (folder / "key.txt").write_text("podreel_key\n")
    blocks = re.findall(r"^```python\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    with service(folder / "data") as up:
        guide = subprocess.run(
            [sys.executable, "-c", "\n".join(blocks)],
            capture_output=True,
            text=True,
            cwd=folder,
            env={"PODREEL_URL": up.url, "PATH": ""},
            timeout=MAKE_SECONDS,
            check=False,
        )
        yield Workshop(up.url, folder, guide)
