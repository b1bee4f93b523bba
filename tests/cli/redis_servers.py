"""The Redis processes of a folder."""

import os
from pathlib import Path


def servers(folder: Path) -> list[int]:
    """The processes that listen on the folder's socket."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if words.startswith(b"/usr") and b"redis-server" in words and os.fsencode(folder) in words:
                found.append(int(entry.name))
    return found
