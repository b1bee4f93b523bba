"""A small disk of its own for a program, so that it fills up."""

import subprocess
import sys
from pathlib import Path

# In a private mount namespace: nobody else sees the small disk.
WITH_A_SMALL_DISK = 'mount -t tmpfs -o "size=256k,$1" tmpfs "$2" && shift 2 && exec "$@"'


def on_a_small_disk(program: str, folder: Path, mount_options: str = "rw") -> list[str]:
    """The lines that `program` prints, given `folder` with a disk of 256 kB mounted on it."""
    shell = ["sh", "-c", WITH_A_SMALL_DISK, "sh", mount_options, str(folder)]
    command = ["unshare", "--map-root-user", "--mount", *shell, sys.executable, "-c", program, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()
