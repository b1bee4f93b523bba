"""Ports for servers that must be told theirs, or that come back on the same one."""

import fcntl
import os
import secrets
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Below those that the kernel gives to whoever asks for port 0 or connects to somebody.
_PORTS = range(12_000, 20_000)


@contextmanager
def reserved_port() -> Iterator[int]:
    """A free port of 127.0.0.1 that no other test of this machine is given until the block ends."""
    locks = Path(tempfile.gettempdir()) / f"podreel-test-ports-{os.getuid()}"
    locks.mkdir(exist_ok=True)
    for port in secrets.SystemRandom().sample(_PORTS, len(_PORTS)):
        with (locks / str(port)).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if _is_free(port):
                yield port
                return
    raise RuntimeError(f"no port from {_PORTS.start} to {_PORTS.stop} is free")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
