"""The tests of this folder for who is not root: run by `sudo`, which CI machines allow."""

import os
import subprocess
import sys
from pathlib import Path


def test_the_tests_of_pods_pass_as_root() -> None:
    environment = [f"PATH={os.environ['PATH']}", "PYTHONDONTWRITEBYTECODE=1"]
    order = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(Path(__file__).parent)]
    ended = subprocess.run(["sudo", "-n", "env", *environment, *order], check=False)  # noqa: S607
    assert ended.returncode == 0, (
        "Only root makes files of two users: run these tests as root, or allow sudo without a password."
    )
