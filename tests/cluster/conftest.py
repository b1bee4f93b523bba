"""One node and one release serve all tests of this folder: to build, start and install them takes long."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.cluster.release import Release, installed
from tests.cluster.tools import Tools, development_cluster
from tests.workers import wait_until_alone


@pytest.fixture(scope="session")
def tools(present: IO[str]) -> Iterator[Tools]:
    # A node takes fixed ports and much memory, and others' tests count processes and seconds.
    wait_until_alone(present)
    with development_cluster() as found:
        yield found


@pytest.fixture(scope="session")
def archive(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What `make images SAVE=FILE` saves."""
    path = tmp_path_factory.mktemp("images") / "podreel-images.tar"
    tools.run("make", "images", f"SAVE={path}", timeout=2_400)
    yield path
    path.unlink()  # gigabytes, which pytest would keep for three runs


@pytest.fixture(scope="session")
def release(tools: Tools) -> Iterator[Release]:
    """One video at a time, so that others wait."""
    with installed(tools, "--set=settings.MAX_CONCURRENT_VIDEOS=1") as made:
        yield made
