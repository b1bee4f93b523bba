"""One node and one release serve all tests of this folder: to build, start and install them takes long."""

from collections.abc import Iterator

import pytest

from tests.cluster.release import Release, installed
from tests.cluster.tools import Tools, development_cluster


@pytest.fixture(scope="session")
def tools() -> Iterator[Tools]:
    with development_cluster() as found:
        yield found


@pytest.fixture(scope="session")
def release(tools: Tools) -> Iterator[Release]:
    """One video at a time, so that others wait."""
    with installed(tools, "--set=settings.MAX_CONCURRENT_VIDEOS=1") as made:
        yield made
