"""Makes a video on a small disk that is full from a stage on, frees it, and resumes.

`python -m tests.whole.full_disk DISK SCRIPT STAGE` prints one line of JSON for each of the two runs.
Run it in a mount namespace of its own.
"""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

PODREEL = str(Path(sys.executable).parent / "podreel")
DISK_MB = 120


def fill(disk: Path) -> None:
    with (disk / "ballast").open("ab", buffering=0) as ballast:
        for size in (2**20, 2**12, 1):
            with contextlib.suppress(OSError):
                while True:
                    ballast.write(bytes(size))


def run(command: list[str], disk: Path, stage: str) -> dict[str, object]:
    """The last event, the exit status and what was said on stderr; the disk is full once `stage` begins."""
    last: dict[str, object] = {}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        last = json.loads(line)
        if stage and last.get("stage") == stage:
            fill(disk)
            stage = ""
    _, stderr = process.communicate()
    return {**last, "status": process.returncode, "stderr": stderr}


def main() -> None:
    disk, script, stage = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    subprocess.run(
        ["/usr/bin/mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(disk)], check=True
    )
    places = ["--data", f"{disk}/data", "--out", f"{disk}/out"]
    first = run([PODREEL, "make", "--script", script, "--quality", "draft", *places], disk, stage)
    print(json.dumps(first))
    (disk / "ballast").unlink()
    (log,) = (disk / "data" / "logs").iterdir()
    again = run([PODREEL, "make", "--resume", log.stem, *places], disk, "")
    print(json.dumps({**again, "exported": [path.name for path in (disk / "out").iterdir()]}))


if __name__ == "__main__":
    main()
