"""A restore that stops halfway, with stand-ins for kubectl and helm."""

import json
import sys
from pathlib import Path

from tests.k8s.backup.folders import backup_of_one_video
from tests.k8s.stand_ins import StandIns

CONTAINER = {"name": "api", "image": "podreel/api", "volumeMounts": []}
POD = {"metadata": {"labels": {}}, "spec": {"containers": [CONTAINER], "volumes": []}}
API = {"items": [{"metadata": {"name": "podreel-api"}, "spec": {"template": POD}}]}
KUBECTL = f"""
    case "$*" in
        *"get deployments"*) echo '{json.dumps(API)}' ;;
        *exec*) echo the bucket is away >&2; exit 69 ;;
    esac
"""


def test_a_restore_that_fails_names_all_that_it_leaves(tmp_path: Path) -> None:
    machine = StandIns(tmp_path)
    machine.install("kubectl", KUBECTL)
    machine.install("helm", "[[ $* != *list* ]] || echo '[]'")
    backup = backup_of_one_video(tmp_path / "backup")
    done = machine.run(sys.executable, "-m", "k8s.backup", "restore", backup, "--namespace", "new")
    assert done.returncode == 69
    assert "the bucket is away" in done.stderr
    assert done.stderr.endswith(
        "  helm uninstall podreel -n new; kubectl delete -n new --ignore-not-found "
        "persistentvolumeclaim/podreel-redis persistentvolumeclaim/podreel-s3 pod/podreel-api-restore "
        "secret/podreel-keys\n"
    )
    assert "helm --namespace new upgrade" not in "\n".join(machine.calls)
