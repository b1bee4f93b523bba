"""`helm uninstall` ends the videos too: the script of the hook, with the hook's own rights."""

import base64
import dataclasses
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from controller.cluster.kubernetes import manifest
from tests.chart.api_server import ApiServer
from tests.chart.helm import Object, render
from tests.chart.orders import ORDER

NAME = "podreel-uninstall"
LEASE: Object = {
    "apiVersion": "coordination.k8s.io/v1",
    "kind": "Lease",
    "metadata": {"name": "podreel-leader"},
    "spec": {"holderIdentity": "podreel-api-1"},
}


def _job(instance: str = "podreel") -> Object:
    """A video that waits: no pod is made of it."""
    template = render().job
    template["metadata"]["labels"]["app.kubernetes.io/instance"] = instance
    template["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/instance"] = instance
    return manifest.render(template, dataclasses.replace(ORDER, video_id=str(uuid.uuid4())))


def _pod(component: str) -> Object:
    """A pod that is of no Job."""
    pod = dict(render().one("Pod", "podreel-test"))
    pod["metadata"] = {
        "name": f"left-{component}",
        "labels": {**pod["metadata"]["labels"], "app.kubernetes.io/component": component},
    }
    pod["spec"] = {**pod["spec"], "serviceAccountName": NAME, "terminationGracePeriodSeconds": 0}
    return pod


@pytest.fixture
def environment(api_server: ApiServer, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The hook's own account, as its pod sees it."""
    chart = render()
    rights = [chart.one(kind, NAME) for kind in ("ServiceAccount", "Role", "RoleBinding")]
    api_server.apply(*rights)
    token = api_server.kubectl("create", "token", NAME, "-n", "podreel").strip()
    config = yaml.safe_load(api_server.kubeconfig.read_text(encoding="utf-8"))
    cluster = config["clusters"][0]["cluster"]
    trust = cluster.get("certificate-authority-data")
    certificate = base64.b64decode(trust) if trust else Path(cluster["certificate-authority"]).read_bytes()
    (tmp_path / "token").write_text(token)
    (tmp_path / "ca.crt").write_bytes(certificate)
    address = urlsplit(cluster["server"])
    yield {
        "PATH": os.environ["PATH"],
        "KUBERNETES_SERVICE_HOST": str(address.hostname),
        "KUBERNETES_SERVICE_PORT": str(address.port),
        "SERVICE_ACCOUNT_FOLDER": str(tmp_path),
        "PATIENCE_SECONDS": "60",
        **_plain_environment(chart.one("Job", NAME)),
    }
    for item in rights:
        api_server.kubectl("delete", item["kind"], NAME, "-n", "podreel", "--ignore-not-found")


def _plain_environment(job: Object) -> dict[str, str]:
    (container,) = job["spec"]["template"]["spec"]["containers"]
    plain = {variable["name"]: variable["value"] for variable in container["env"] if "value" in variable}
    return {"NAMESPACE": "podreel", **plain}


def _run(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The command of the hook's Job, with this Python."""
    (container,) = render().one("Job", NAME)["spec"]["template"]["spec"]["containers"]
    python, *rest = container["command"]
    assert python == "python"
    return subprocess.run(
        [sys.executable, *rest], env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_services_jobs_are_removed(api_server: ApiServer, environment: dict[str, str]) -> None:
    api_server.apply(_job(), _job(), LEASE, _pod("test"))
    done = _run(environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Deleted 2 Jobs of videos.\n"
    assert api_server.names("job,lease,pod") == set()


def test_objects_of_others_are_kept(api_server: ApiServer, environment: dict[str, str]) -> None:
    foreign = _job("another-release")
    api_server.apply(foreign)
    done = _run(environment)
    assert done.stdout == "Deleted 0 Jobs of videos.\n"
    assert api_server.names("job") == {f"job.batch/{foreign['metadata']['name']}"}
    api_server.kubectl("delete", "job", foreign["metadata"]["name"], "-n", "podreel")


def test_a_pod_that_does_not_end_is_named_after_a_limited_wait(
    api_server: ApiServer, environment: dict[str, str]
) -> None:
    api_server.apply(_pod("api"))
    done = _run({**environment, "PATIENCE_SECONDS": "0"})
    assert done.returncode == 0
    assert "Still terminating: left-api. Check with: kubectl get pods -n podreel" in done.stdout
    api_server.kubectl("delete", "pod", "left-api", "-n", "podreel")


def test_missing_rights_are_reported(api_server: ApiServer, environment: dict[str, str]) -> None:
    api_server.kubectl("delete", "rolebinding", NAME, "-n", "podreel")
    done = _run(environment)
    assert done.returncode == 1
    assert done.stderr.startswith("The API server refused GET /apis/batch/v1/namespaces/podreel/jobs?")


def test_an_unreachable_api_server_is_reported(environment: dict[str, str]) -> None:
    done = _run({**environment, "KUBERNETES_SERVICE_PORT": "1"})
    assert done.returncode == 1
    assert done.stderr.startswith("The API server is unreachable: ")
