"""Saving a service that can't be saved, with stand-ins for kubectl and helm."""

import sys
from pathlib import Path

from tests.k8s.stand_ins import StandIns

HELM = """
    case "$*" in
        *list*) echo '[{"chart": "podreel-0.1.0"}]' ;;
        *--all*) echo '{"s3": {"embedded": true, "existingSecret": ""}, "redis": {"existingSecret": ""},
            "secrets": {"existingSecret": ""}, "auth": {"existingSecret": ""}, "imagePullSecrets": [],
            "api": {"ingress": {"tlsSecret": ""}}}' ;;
        *) echo null ;;
    esac
"""
# What Typer says in a pod of 0.1.0.
KUBECTL = """
    case "$*" in
        *"get deployments"*) echo '{"items": [{"metadata": {"name": "podreel-api"}}]}' ;;
        *exec*) echo "│ No such command 'export'. │" >&2; exit 2 ;;
    esac
"""


def test_a_service_without_the_command_is_told_to_be_upgraded_and_leaves_no_folder(tmp_path: Path) -> None:
    machine = StandIns(tmp_path)
    machine.install("helm", HELM)
    machine.install("kubectl", KUBECTL)
    shelf = tmp_path / "shelf"
    done = machine.run(sys.executable, "-m", "k8s.backup", "save", shelf / "monday")
    assert done.returncode == 64
    assert done.stderr == (
        "invalid_request: The service is of version 0.1.0, which can't be saved.\n"
        "Make snapshots of its volumes, then upgrade it: see docs/guides/upgrade.md.\n"
    )
    assert list(shelf.iterdir()) == []
