"""One node and one release serve all tests of this folder: to build, start and install them takes long."""

from collections.abc import Iterator
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
def release(tools: Tools) -> Iterator[Release]:
    """One video at a time, so that others wait."""
    with installed(tools, "--set=settings.MAX_CONCURRENT_VIDEOS=1") as made:
        yield made
