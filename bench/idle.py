"""Health checks while thousands of connections hold the service. `python -m bench.idle`.

A real `podreel up`, once with 1,024 open files and once with as many as this machine allows. Another process
holds the connections and opens again what is closed. Each check is a connection of its own.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.posting import percentile_ms
from bench.serving import Up, serving

CONNECTIONS = 5_000
SECONDS, PERIOD_SECONDS, PATIENCE_SECONDS = 20, 0.05, 10.0
CHECKS = ("/health/live", "/health/ready")
FEW_FILES = 1_024
# As quickly as they are closed, and like somebody who replaces what ran into a limit of time.
PAUSES_SECONDS = {"at once": 0.0, "after 10 s": 10.0}
RUNS = (
    (FEW_FILES, "silent", "after 10 s"),
    (FEW_FILES, "silent", "at once"),
    (None, "silent", "after 10 s"),
    (None, "dripping", "after 10 s"),
    (None, "half a body", "after 10 s"),
    (None, "silent", "at once"),
)


@dataclass
class Checks:
    """Seconds of the checks that were answered, and the number of all."""

    asked: int = 0
    seconds: list[float] = field(default_factory=list)

    def ask(self, port: int, path: str) -> None:
        self.asked += 1
        started_at = time.perf_counter()
        try:
            with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as made:
                made.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
                answer = made.recv(4_096)
        except OSError:
            return
        if answer.startswith(b"HTTP/1.1 200 "):
            self.seconds.append(time.perf_counter() - started_at)


def main() -> None:
    for files, kind, reopened in RUNS:
        with (
            tempfile.TemporaryDirectory(prefix="podreel-") as folder,
            serving(Path(folder) / "data", open_files=files) as up,
        ):
            figures = {"open_files": files or "all allowed", "kind": kind, "opened_again": reopened}
            _tell({**figures, **_measure(up, kind, PAUSES_SECONDS[reopened])})


def _measure(up: Up, kind: str, pause_seconds: float) -> dict[str, object]:
    quiet, idle_mib, log = _checked(up), up.memory_mib(), up.data / "log"
    log_before = log.stat().st_size
    with _idlers(up, kind, pause_seconds):
        cpu_before, before = up.cpu_seconds(), time.perf_counter()
        held = _checked(up)
        cpu_share = (up.cpu_seconds() - cpu_before) / (time.perf_counter() - before)
        memory_mib = up.memory_mib()
    return {
        "connections": CONNECTIONS,
        "checks": held.asked,
        "answered": len(held.seconds),
        "p50_ms": percentile_ms(held.seconds, 50) if held.seconds else None,
        "p99_ms": percentile_ms(held.seconds, 99) if held.seconds else None,
        "p99_ms_without_them": percentile_ms(quiet.seconds, 99),
        "api_and_controller_mib": memory_mib,
        "before_mib": idle_mib,
        "the_most_mib": up.memory_mib("VmHWM"),
        "api_cpu_share": round(cpu_share, 2),
        "log_kib": round((log.stat().st_size - log_before) / 1024, 1),
    }


def _checked(up: Up) -> Checks:
    checks = Checks()
    started_at = time.perf_counter()
    for number in range(round(SECONDS / PERIOD_SECONDS)):
        time.sleep(max(0.0, started_at + number * PERIOD_SECONDS - time.perf_counter()))
        checks.ask(up.port, CHECKS[number % len(CHECKS)])
        if time.perf_counter() - started_at > 3 * SECONDS:
            break
    return checks


@contextmanager
def _idlers(up: Up, kind: str, pause_seconds: float) -> Iterator[None]:
    command = [sys.executable, "-m", "bench.idlers", str(up.port), str(CONNECTIONS), kind, str(pause_seconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.stdin.close()
            process.wait()


def _tell(figures: dict[str, object]) -> None:
    load = [round(each, 1) for each in os.getloadavg()]
    print(json.dumps({"measurement": "idle connections", **figures, "load": load}), flush=True)


if __name__ == "__main__":
    main()
