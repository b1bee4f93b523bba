"""A true control plane, started once for all tests that want it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.controller.cluster.kubernetes_rig import ControlPlane

_SCRIPT = Path(__file__).parents[3] / "k8s" / "control_plane.sh"


@pytest.fixture(scope="session")
def control_plane(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ControlPlane]:
    """API server and Job controller without nodes."""
    folder = tmp_path_factory.mktemp("control-plane")
    subprocess.run([_SCRIPT, "up", folder], check=True, stdout=subprocess.DEVNULL)
    try:
        yield ControlPlane(folder)
    finally:
        subprocess.run([_SCRIPT, "down", folder], check=True)
