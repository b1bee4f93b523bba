"""How a run is spread over several workers of pytest-xdist, and what these share.

Where there is one process only, `pytest` without `-n`, all of this holds too: it shares with nobody.
"""

import fcntl
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

import pytest

Made = TypeVar("Made")
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
# Fixtures of sessions and modules that take long to make: all tests with one of them go to one worker.
EXPENSIVE = frozenset(
    "api_server control_plane field heard site spoiled starved studio wordy workshop".split()
)
# Fixtures that need what `make test-setup` builds.
SERVICES = frozenset("api_server browser built_page control_plane node_packages release s3_server".split())


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all its workers have in common."""
    own = factory.getbasetemp()
    return own.parent if IS_WORKER else own


def made_once(folder: Path, name: str, make: Callable[[], Made]) -> Made:
    """What `make` returns, called by the first worker that comes; the others get a copy of it.

    It has to be picklable; files that it names should lie below `folder`.
    """
    kept = folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
    made: Made = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this very run
    return made


@contextmanager
def presence(folder: Path) -> Iterator[IO[str]]:
    """Held by each worker as long as it has tests; the kernel ends it for one that crashes."""
    with (folder / "presence").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield file


def wait_until_alone(present: IO[str]) -> None:
    """Returns when no other worker has a test left."""
    fcntl.flock(present, fcntl.LOCK_EX)


def in_order(items: Iterable[pytest.Item], *, is_spread: bool) -> list[pytest.Item]:
    """Fast tests first; over several workers the slow ones, so that none of them is left at the end.

    Those on a node come last: it takes ports and memory while it runs.
    """
    return sorted(
        items,
        key=lambda item: (
            item.get_closest_marker("cluster") is not None,
            (item.get_closest_marker("slow") is not None) is not is_spread,
        ),
    )


def mark_services(items: Iterable[pytest.Item]) -> None:
    """Marks the tests that only run after `make test-setup`."""
    for item in items:
        if SERVICES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.services)


def put_into_groups(items: Iterable[pytest.Item]) -> None:
    """Says which tests go to the same worker, one after the other."""
    for item in items:
        group = _group_of(item)
        if group and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(group))


def _group_of(item: pytest.Item) -> str:
    """Those of a module, so that it is set up once; slow and spread ones go to whichever worker is free."""
    if item.get_closest_marker("cluster"):
        return "cluster"
    for name in getattr(item, "fixturenames", ()):
        if name in EXPENSIVE:
            return str(name)
    is_apart = item.get_closest_marker("slow") or item.get_closest_marker("spread")
    return "" if is_apart else item.nodeid.partition("::")[0]
