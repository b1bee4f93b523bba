"""The world beside a section: all that an attack may want, made for the tests and removed with them.

As far as users and modes go, everyone may read and change it (but for one private file), so that only the
sandbox can deny it.
"""

import json
import os
import resource
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.runner.sandbox.attacks import victim
from tests.runner.sandbox.attacks.servers import Servers
from tests.runner.sandbox.attacks.shared_memory import SharedMemory

KINDS = tuple(
    "environment file private-file token-file memory held-file network neighbour shared-memory".split()
)
VICTIM_SECONDS = (1000, 1000)
TOKEN_PATH = Path("/var/run/secrets/kubernetes.io/serviceaccount/token")


@dataclass(frozen=True)
class Neighbour:
    """Another section that runs at the same time, with a secret in its folder."""

    folder: Path
    process_id: int


@dataclass
class Outside:
    """The world of one host. `refresh` puts back what an attack took or spoiled."""

    folder: Path
    secrets: Mapping[str, str]
    servers: Servers
    shared: SharedMemory
    host: int = 0
    host_root: Path = Path()
    host_socket: Path = Path()
    cgroups: tuple[Path, ...] = ()
    neighbour: Neighbour | None = None
    _victim: subprocess.Popen[str] | None = None
    _victim_place: dict[str, int] = field(default_factory=dict)

    @property
    def secret_file(self) -> Path:
        return self.folder / "secrets" / "api-key"

    @property
    def private_file(self) -> Path:
        return self.folder / "secrets" / "private-key"

    @property
    def open_folder(self) -> Path:
        """Anyone may write here."""
        return self.folder / "open"

    @property
    def precious_file(self) -> Path:
        """Anyone may change it."""
        return self.open_folder / "precious"

    @property
    def victim(self) -> int:
        assert self._victim is not None
        return self._victim.pid

    def places(self) -> dict[str, Any]:
        """What a script is told. The rest it must find out."""
        return {
            "host": self.host,
            "host_root": str(self.host_root),
            "host_socket": str(self.host_socket),
            "cgroups": [str(folder) for folder in self.cgroups],
            "secret_file": str(self.secret_file),
            "private_file": str(self.private_file),
            "token_paths": [str(self.folder / "secrets" / "token"), str(TOKEN_PATH)],
            "open_folder": str(self.open_folder),
            "precious_file": str(self.precious_file),
            "tcp_port": self.servers.tcp_port,
            "tcp6_port": self.servers.tcp6_port,
            "udp_port": self.servers.udp_port,
            "kubelet_port": self.servers.kubelet_port,
            "unix_path": str(self.servers.unix_path),
            "datagram_path": str(self.servers.datagram_path),
            "abstract_name": self.servers.abstract_name,
            "shm_key": self.shared.key,
            "queue_name": self.shared.queue_name,
            "shm_file": str(self.shared.file),
            "victim": self.victim,
            "victim_place": self._victim_place,
            "neighbour_folder": str(self.neighbour.folder) if self.neighbour else "",
            "neighbour": self.neighbour.process_id if self.neighbour else 0,
        }

    def refresh(self) -> None:
        """The world as it was before the first attack."""
        shutil.rmtree(self.open_folder, ignore_errors=True)
        self.open_folder.mkdir()
        self.open_folder.chmod(0o777)
        self.precious_file.write_text("precious")
        self.precious_file.chmod(0o666)
        os.utime(self.precious_file, (1_000_000_000, 1_000_000_000))
        self.shared.refresh()
        if self._victim is None or self._victim.poll() is not None or self.handicaps():
            self._start_victim()
        (self.folder / "diary").write_text("")
        self.servers.received.clear()

    def changes(self) -> str:
        """What was written or changed in the open folder."""
        found = self.precious_file.stat() if self.precious_file.exists() else None
        if found is None:
            return "the precious file is gone"
        shape = (found.st_mode & 0o7777, found.st_mtime, found.st_size, os.listxattr(self.precious_file))
        if shape != (0o666, 1_000_000_000, 8, []):
            return f"the precious file has become {shape}"
        new = [path.name for path in self.open_folder.iterdir() if path != self.precious_file]
        return f"{new[0]!r} was left outside" if new else ""

    def signals(self) -> str:
        """The signals that the victim got, or that it is dead."""
        assert self._victim is not None
        if self._victim.poll() is not None:
            return f"the victim ended with status {self._victim.returncode}"
        noted = (self.folder / "diary").read_text().split()
        return f"the victim got {', '.join(noted)}" if noted else ""

    def handicaps(self) -> str:
        """What was done to the victim's priority, processors and limits."""
        niceness = os.getpriority(os.PRIO_PROCESS, self.victim)
        limit = resource.prlimit(self.victim, resource.RLIMIT_CPU)
        processors = os.sched_getaffinity(self.victim)
        own_niceness = os.getpriority(os.PRIO_PROCESS, 0)
        if (niceness, limit, processors) == (own_niceness, VICTIM_SECONDS, os.sched_getaffinity(0)):
            return ""
        return f"the victim has niceness {niceness}, processor limit {limit}, processors {processors}"

    def stop(self) -> None:
        if self._victim is not None:
            self._victim.kill()
            self._victim.communicate()

    def _start_victim(self) -> None:
        self.stop()
        self._victim = subprocess.Popen(
            [sys.executable, "-I", victim.__file__, str(self.folder / "diary")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"VICTIM_SECRET": self.secrets["environment"]},
        )
        resource.prlimit(self._victim.pid, resource.RLIMIT_CPU, VICTIM_SECONDS)
        assert self._victim.stdin is not None
        assert self._victim.stdout is not None
        told = {"memory": self.secrets["memory"], "held": self.secrets["held-file"]}
        self._victim.stdin.write(json.dumps(told) + "\n")
        self._victim.stdin.flush()
        self._victim_place = json.loads(self._victim.stdout.readline())


@contextmanager
def outside_world(folder: Path) -> Iterator[Outside]:
    """The world in this folder, which every user must be able to enter."""
    tokens = {kind: secrets.token_hex(12) for kind in KINDS}
    (folder / "secrets").mkdir(mode=0o755)
    with ExitStack() as stack:
        servers = stack.enter_context(Servers(folder, tokens["network"]))
        shared = stack.enter_context(SharedMemory(tokens["shared-memory"]))
        outside = Outside(folder, tokens, servers, shared)
        outside.secret_file.write_text(tokens["file"])
        outside.secret_file.chmod(0o644)
        outside.private_file.write_text(tokens["private-file"])
        outside.private_file.chmod(0o600)
        (folder / "secrets" / "token").write_text(tokens["token-file"])
        stack.enter_context(_service_account(tokens["token-file"]))
        stack.callback(outside.stop)
        outside.refresh()
        yield outside


@contextmanager
def _service_account(token: str) -> Iterator[None]:
    """A token where pods have theirs, if that place is free and ours to write."""
    missing = [path for path in (TOKEN_PATH, *TOKEN_PATH.parents) if not path.exists()]
    if TOKEN_PATH.exists() or os.geteuid() != 0:
        yield
        return
    TOKEN_PATH.parent.mkdir(parents=True)
    TOKEN_PATH.write_text(token)
    try:
        yield
    finally:
        TOKEN_PATH.unlink()
        for path in missing[1:]:
            path.rmdir()
