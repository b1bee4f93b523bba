"""`k8s/k3s/install.sh` from the images' file to the first video: all of it but K3s itself, on the built node.

The last module, because it installs the release in its own way.
"""

import os
from pathlib import Path

import pytest

from tests.cluster.release import operator_key, remove
from tests.cluster.tools import ROOT, Tools
from tests.k8s.stand_ins import StandIns

pytestmark = [pytest.mark.cluster, pytest.mark.slow]
# What K3s has, by the node's own programs: its containerd, and its storage class by another name.
K3S = f"""
    case "$1" in
        ctr) shift; cd {ROOT}; . k8s/versions.sh; exec ctr -a "$CONTAINERD_SOCKET" -n k8s.io "$@" ;;
        kubectl) exec "$@" ;;
        *) echo "the built node" ;;
    esac
"""
LOCAL_PATH = """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: local-path}
provisioner: podreel/local
"""


def test_the_script_brings_a_node_to_its_first_video(tools: Tools, archive: Path, tmp_path: Path) -> None:
    remove(tools)
    storage = tmp_path / "local-path.yaml"
    storage.write_text(LOCAL_PATH)
    tools.kubectl("apply", "--filename", str(storage))
    box = StandIns(tmp_path)
    box.install("k3s", K3S)
    box.install("free", "echo 'Mem: 16300000 1 1'")
    box.install("df", "printf 'Avail\\n 90G\\n'")
    path = f"{box.folder}{os.pathsep}{tools.environment['PATH']}"
    try:
        said = tools.run(
            "env",
            f"PATH={path}",
            f"K3S_KUBECONFIG_OUTPUT={tools.kubeconfig}",
            "k8s/k3s/install.sh",
            "--images",
            str(archive),
            timeout=900,
        )
        (job,) = tools.get("jobs", "--selector=app.kubernetes.io/component=video")
        assert job["status"]["succeeded"] == 1
        assert "Address:  http://podreel.local" in said
        assert f"Key:      {operator_key(tools)}" in said
    finally:
        remove(tools)
        tools.kubectl("delete", "storageclass", "local-path")
