"""Clusters shared by several test files: one of each kind, and a real control plane, started once."""

import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.controller.cluster.kubernetes.rig import ControlPlane, open_kubernetes_rig
from tests.controller.cluster.process.local import last_cluster_in
from tests.controller.cluster.rigs import ProcessRig, Rig, RigFor, open_rig

_SCRIPT = Path(__file__).parents[3] / "k8s" / "control_plane.sh"


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[ProcessRig]:
    """The cluster of this machine, in the test's folder."""
    async with last_cluster_in(tmp_path) as opened:
        yield opened


@pytest.fixture(params=["process", "fake", pytest.param("kubernetes", marks=pytest.mark.services)])
def rig_for(request: pytest.FixtureRequest, tmp_path: Path) -> RigFor:
    """Opens a cluster of each kind with the given limits."""

    def open_with(**limits: Any) -> AbstractAsyncContextManager[Rig]:
        if request.param == "kubernetes":
            return open_kubernetes_rig(request.getfixturevalue("control_plane"), tmp_path, **limits)
        return open_rig(request.param, tmp_path, **limits)

    return open_with


@pytest.fixture(scope="session")
def control_plane(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ControlPlane]:
    """API server and Job controller without nodes."""
    folder = tmp_path_factory.mktemp("control-plane")
    subprocess.run([_SCRIPT, "up", folder], check=True, stdout=subprocess.DEVNULL)
    try:
        yield ControlPlane(folder)
    finally:
        subprocess.run([_SCRIPT, "down", folder], check=True)
