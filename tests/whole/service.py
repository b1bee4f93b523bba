"""A running `podreel up`, for those who use it."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.terminal import PODREEL
from tests.whole.customer import Customer

STOP_SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Service(Customer):
    """A running `podreel up`, and one who uses it."""

    process: subprocess.Popen[str]

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(STOP_SECONDS)


@contextmanager
def service(data: Path, *options: str, port: int = 0) -> Iterator[Service]:
    """A service on a free port, which is stopped at the end; nothing of it outlives that."""
    command = [PODREEL, "up", "--port", str(port), "--data", str(data), "--json", *options]
    log = data.parent / "service.log"
    with log.open("ab") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline() or "{}")
        assert ready.get("event") == "ready", (ready, log.read_text())
        yield Service(ready["url"], process=process)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(STOP_SECONDS)
        if process.stdout is not None:
            process.stdout.close()
