"""One node and one release serve all tests of this folder: to build, start and install them takes long."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.release import Release, installed
from tests.cluster.tools import ROOT, Tools, run


@pytest.fixture(scope="session")
def tools() -> Iterator[Tools]:
    """A cluster that runs already is used and left running; another one is stopped at the end."""
    is_up = subprocess.run([ROOT / "k8s" / "kubeconfig.sh"], capture_output=True, check=False).returncode == 0
    run("k8s/cluster_up.sh", timeout=2_400)
    run("k8s/images.sh", timeout=2_400)
    run("k8s/load_images.sh", timeout=600)
    yield Tools(Path(run("k8s/kubeconfig.sh").strip()))
    if not is_up:
        run("k8s/cluster_down.sh")


@pytest.fixture(scope="session")
def release(tools: Tools) -> Iterator[Release]:
    """One video at a time, so that others wait."""
    with installed(tools, "--set=settings.MAX_CONCURRENT_VIDEOS=1") as made:
        yield made
