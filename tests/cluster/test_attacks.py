"""The attacks that only a pod has, by a script that runs in one."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.cluster_settings import ClusterSettings
from contract.failure import FailureCode
from contract.names import new_video_id
from contract.order import JobOrder
from contract.result import Ended
from contract.video import parse_request
from controller.cluster.kubernetes.cluster import KubernetesCluster
from tests.cluster.bucket import bucket_of
from tests.cluster.release import NAME, Release
from tests.cluster.tools import NAMESPACE
from tests.runner.pod.attack_script import METADATA, PodPlaces, attack_request, is_contained

pytestmark = [pytest.mark.cluster, pytest.mark.slow]
KUBELET, API_SERVER = 10250, 443


async def test_a_script_in_a_pod_reaches_nothing_of_the_cluster(release: Release, tmp_path: Path) -> None:
    request = parse_request(dict(attack_request(places_in(release))))
    order = JobOrder(new_video_id(), 1, request, "operator", datetime.now(UTC))
    template = tmp_path / "job.yaml"
    template.write_text(template_of(release))
    settings = ClusterSettings(
        job_template=template, namespace=NAMESPACE, kubeconfig=str(release.tools.kubeconfig)
    )
    async with KubernetesCluster.open(settings) as cluster:
        await cluster.create(order)
    assert release.wait_for_status(order.video_id, "failed", "completed")["status"] == "failed"
    with bucket_of(release) as objects:
        result = objects.result(order.video_id)
    assert isinstance(result, Ended)
    assert result.code is FailureCode.SCRIPT_FAILED
    assert is_contained(result.message), result.message


def template_of(release: Release) -> str:
    """The Job as the chart made it."""
    found = json.loads(release.tools.kubectl("get", "configmap", f"{NAME}-job", "--output", "json"))
    return str(found["data"]["job.yaml"])


def places_in(release: Release) -> PodPlaces:
    """Redis, S3, the API server and the kubelet, by number and by name."""
    services = {found["metadata"]["name"]: found["spec"] for found in release.tools.get("services")}
    inside = [
        (spec["clusterIP"], spec["ports"][0]["port"])
        for spec in services.values()
        if spec["clusterIP"] != "None"
    ]
    by_name = [(name, spec["ports"][0]["port"]) for name, spec in services.items()]
    (node,) = json.loads(release.tools.kubectl("get", "nodes", "--output", "json"))["items"]
    machine = next(place["address"] for place in node["status"]["addresses"] if place["type"] == "InternalIP")
    dns = json.loads(
        release.tools.kubectl(
            "get", "services", "--all-namespaces", "--output", "json", "--selector=k8s-app=kube-dns"
        )
    )["items"]
    cluster = [("kubernetes.default.svc", API_SERVER), (machine, KUBELET), ("8.8.8.8", 53)]
    return PodPlaces(
        addresses=(*METADATA, *inside, *by_name, *cluster),
        name_servers=tuple(found["spec"]["clusterIP"] for found in dns),
    )
