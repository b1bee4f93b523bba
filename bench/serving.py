"""A real `podreel up` in its own folder, whose only slot is held by a video whose model never answers.

Every other video is accepted, listed and queued, and nothing is rendered.
"""

import hashlib
import json
import os
import resource
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

PODREEL = str(Path(sys.executable).parent / "podreel")
PROMPT = "Explain why the sum of the first odd numbers is always a square number."
HELD = {"prompt": PROMPT, "model": "held", "quality": "draft"}
START_SECONDS, STOP_SECONDS = 120, 60
# Waits until the runner has finished its work before the model's call.
CALM_SECONDS = 3.0
USERS = 20


@dataclass(frozen=True)
class Up:
    """A running service: its process (API and controller), its port, and keys of an operator and of users."""

    process_id: int
    port: int
    data: Path
    operator_key: str
    user_keys: Sequence[str]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.origin}/api/v1"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.data / 'redis' / 'redis.sock'}"

    def client(self) -> httpx2.Client:
        """A client with the operator's key."""
        headers = {"Authorization": f"Bearer {self.operator_key}"}
        return httpx2.Client(headers=headers, timeout=START_SECONDS, trust_env=False)

    def memory_mib(self, field: str = "VmRSS") -> float:
        """Resident memory of the process in MiB; VmHWM is its peak."""
        for line in Path(f"/proc/{self.process_id}/status").read_text().splitlines():
            if line.startswith(f"{field}:"):
                return round(int(line.split()[1]) / 1024, 1)
        raise SystemExit("the service has gone; see its log")

    def cpu_seconds(self) -> float:
        """CPU seconds used by the process so far."""
        fields = Path(f"/proc/{self.process_id}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(data: Path, open_files: int | None = None) -> Iterator[Up]:
    """The service on a free port, with this limit of open files. Users' keys have the default limits."""
    data.mkdir(parents=True, exist_ok=True)
    keys = [f"podreel_{secrets.token_urlsafe(32)}" for _ in range(USERS + 1)]
    _write_keys(data / "keys.jsonl", keys)
    command = [
        PODREEL,
        "up",
        "--port",
        "0",
        "--data",
        str(data),
        "--keys",
        str(data / "keys.jsonl"),
        "--json",
    ]
    # Calls to this socket are accepted and never answered.
    with socket.create_server(("127.0.0.1", 0)) as silent, (data / "log").open("ab") as log:
        env = {**os.environ, **_held_slot(silent.getsockname()[1])}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=env)
        if open_files is not None:
            resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (open_files, open_files))
        try:
            assert process.stdout is not None
            ready = json.loads(process.stdout.readline() or b"{}")
            if ready.get("event") != "ready":
                raise SystemExit(f"podreel up does not start: {(data / 'log').read_text()[-2000:]}")
            port = int(str(ready["url"]).rpartition(":")[2])
            yield Up(process.pid, port, data, keys[0], keys[1:])
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)
            if process.stdout is not None:
                process.stdout.close()


def hold_the_slot(up: Up) -> None:
    """Submits a video and returns once it waits for its model, holding the slot."""
    with up.client() as client:
        video_id = client.post(f"{up.url}/videos", json=HELD).raise_for_status().json()["video_id"]
        until = time.monotonic() + START_SECONDS
        while (stage := client.get(f"{up.url}/videos/{video_id}").json()["stage"]) != "explain":
            if time.monotonic() > until:
                raise SystemExit(f"the video that holds the slot does not wait for its model: {stage}")
            time.sleep(0.2)
    time.sleep(CALM_SECONDS)


def _held_slot(port: int) -> dict[str, str]:
    return {
        "MAX_CONCURRENT_VIDEOS": "1",
        "EXPLANATION_MODELS": "held",
        "MODEL_CHAINS": "held=server:never",
        "MODEL_SERVER_URL": f"http://127.0.0.1:{port}",
        "MODEL_IDLE_SECONDS": "3600",
        "MODEL_ANSWER_SECONDS": "3600",
        "REFINEMENT_MODEL": "held",
        "SCRIPT_GENERATION_MODEL": "held",
        "SCRIPT_VALIDATION_MODEL": "held",
    }


def _write_keys(path: Path, keys: Sequence[str]) -> None:
    lines = []
    for number, key in enumerate(keys):
        line: dict[str, object] = {
            "name": f"user-{number}",
            "sha256": hashlib.sha256(key.encode()).hexdigest(),
        }
        if number == 0:
            line |= {
                "role": "operator",
                "limits": {
                    "requests_per_minute": 1_000_000,
                    "open_videos": 1_000_000,
                    "streams": 1_000_000,
                },
            }
        lines.append(json.dumps(line))
    path.write_text("\n".join(lines))
