"""Saving and restoring beside a real API server: refusals, and a service with stores of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.chart.api_server import ApiServer
from tests.chart.helm import BUILDER, CHART, EXTERNAL, Object, Values, run_helm
from tests.fakes.built import program
from tests.k8s.backup.folders import backup_of_one_video

NAMESPACE = "elsewhere"


@dataclass(frozen=True)
class Operator:
    """Works in a namespace where no pod ever runs."""

    server: ApiServer

    def helm(self, *arguments: str, values: Values | None = None) -> str:
        where = ("--kubeconfig", str(self.server.kubeconfig), "--namespace", NAMESPACE)
        return run_helm(*arguments, *where, stdin=json.dumps(values or {}))

    def install(self, values: Values | None = None) -> None:
        self.helm("install", "podreel", str(CHART), "--create-namespace", "-f", "-", values=values)

    def kubectl(self, *arguments: str, stdin: str = "") -> str:
        return self.server.kubectl("--namespace", NAMESPACE, *arguments, stdin=stdin)

    def secrets(self) -> dict[str, Object]:
        found = json.loads(self.kubectl("get", "secrets", "-o", "json"))["items"]
        return {item["metadata"]["name"]: item.get("data", {}) for item in found}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The command, as an operator calls it."""
        path = f"{program('helm', BUILDER).parent}:{os.environ['PATH']}"
        return subprocess.run(
            [sys.executable, "-m", "k8s.backup", *arguments, "--namespace", NAMESPACE],
            env={**os.environ, "PATH": path, "KUBECONFIG": str(self.server.kubeconfig)},
            capture_output=True,
            text=True,
            check=False,
            cwd=CHART.parents[1],
        )


@pytest.fixture
def operator(api_server: ApiServer) -> Iterator[Operator]:
    found = Operator(api_server)
    yield found
    found.helm("uninstall", "podreel", "--no-hooks", "--ignore-not-found")
    found.kubectl("delete", "pvc,secret", "--all")


def test_a_restore_into_a_running_service_is_refused(operator: Operator, tmp_path: Path) -> None:
    operator.install()
    before = operator.secrets()
    done = operator.run("restore", str(backup_of_one_video(tmp_path / "backup")))
    assert done.returncode == 64
    assert done.stderr == (
        "invalid_request: podreel is installed in the namespace elsewhere; a restore never replaces a "
        "service.\nName a namespace without Podreel with --namespace.\n"
    )
    assert operator.secrets() == before


def test_a_restore_where_an_uninstalled_service_left_its_videos_is_refused(
    operator: Operator, tmp_path: Path
) -> None:
    operator.install()
    operator.helm("uninstall", "podreel", "--no-hooks")
    before = operator.secrets()
    done = operator.run("restore", str(backup_of_one_video(tmp_path / "backup")))
    assert done.returncode == 64
    assert done.stderr.startswith(
        "invalid_request: The namespace elsewhere has persistentvolumeclaim/podreel-redis, "
        "persistentvolumeclaim/podreel-s3, secret/podreel-keys of an earlier installation.\n"
    )
    assert operator.secrets() == before


def test_a_backup_of_another_version_touches_nothing(operator: Operator, tmp_path: Path) -> None:
    done = operator.run("restore", str(backup_of_one_video(tmp_path / "backup", version="99.0.0")))
    assert done.returncode == 64
    assert "was made by Podreel 99.0.0, and this is" in done.stderr
    assert NAMESPACE not in operator.server.kubectl("get", "pods", "-A", "-o", "name")


def test_a_service_with_stores_of_its_own_is_saved_with_its_keys_and_settings(
    operator: Operator, tmp_path: Path
) -> None:
    operator.install({**EXTERNAL, "auth": {"existingSecret": ""}})
    operator.kubectl("create", "secret", "generic", "own-s3", "--from-literal=AWS_ACCESS_KEY_ID=id")
    folder = tmp_path / "shelf" / "backup"
    done = operator.run("save", str(folder))
    assert done.returncode == 0, done.stderr
    assert "keys and settings; the bucket is your own." in done.stdout
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "values.json", "secrets.json"}
    assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {"0o600"}
    saved = {
        item["metadata"]["name"]: item["data"] for item in json.loads((folder / "secrets.json").read_text())
    }
    assert saved == {name: operator.secrets()[name] for name in ("podreel-keys", "own-s3")}
    assert json.loads((folder / "values.json").read_text())["redis"]["existingSecret"] == "own-redis"


def test_a_bucket_that_no_pod_can_read_leaves_no_folder(operator: Operator, tmp_path: Path) -> None:
    operator.install()
    done = operator.run("save", str(tmp_path / "backup"))
    assert done.returncode == 69
    assert done.stderr.startswith("unavailable: kubectl --namespace elsewhere exec … failed: ")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_there_or_there_already_is_not_saved(operator: Operator, tmp_path: Path) -> None:
    absent = operator.run("save", str(tmp_path / "backup"))
    assert absent.returncode == 64
    assert "No Podreel named podreel is installed in the namespace elsewhere." in absent.stderr
    there = operator.run("save", str(tmp_path))
    assert there.returncode == 64
    assert "exists already" in there.stderr
