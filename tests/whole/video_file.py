"""A finished video, opened with other tools than made it."""

import json
import subprocess
from pathlib import Path
from typing import Any


def ffprobe(path: Path) -> Any:
    """Streams, format and chapters of a file."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", "-show_chapters"]
    done = subprocess.run([*command, str(path)], capture_output=True, check=True)
    return json.loads(done.stdout)
