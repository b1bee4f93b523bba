"""A real API server takes what the chart renders, and what the controller makes of its Job."""

import dataclasses
import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from contract.order import JobOrder
from controller.cluster.kubernetes import manifest
from tests.chart.api_server import ApiServer
from tests.chart.helm import CHART, EVERYTHING, EXTERNAL, Object, Refused, Rendered, render
from tests.chart.orders import ORDER

ACCOUNTS = ("podreel-api", "podreel-video", "podreel-uninstall")


def _job(chart: Rendered) -> Object:
    """A video's Job, as the controller creates it."""
    order = dataclasses.replace(ORDER, video_id=str(uuid.uuid4()))
    text = chart.one("ConfigMap", "podreel-job")["data"]["job.yaml"]
    return manifest.render(manifest.read_template(text), order)


@pytest.fixture
def accounts(api_server: ApiServer) -> Iterator[None]:
    """The service accounts, without which no pod is taken."""
    for name in ACCOUNTS:
        api_server.apply({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": name}})
    yield
    api_server.kubectl("delete", "serviceaccount", "-n", "podreel", *ACCOUNTS)


def test_the_api_server_accepts_every_object_without_unknown_or_repeated_fields(
    api_server: ApiServer, rendered: Rendered
) -> None:
    said = api_server.apply(*rendered.objects, _job(rendered), is_trial=True)
    assert len(said.splitlines()) == len(rendered.objects) + 1


def test_the_api_server_accepts_every_pod_as_restricted(
    api_server: ApiServer, rendered: Rendered, accounts: None
) -> None:
    pods: list[Object] = [
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": f"pod-{number}"}, "spec": pod}
        for number, (_, pod) in enumerate(rendered.pods())
    ]
    said = api_server.apply(*pods, is_trial=True)
    assert len(said.splitlines()) == len(pods)


def test_the_job_controller_makes_a_pod_that_carries_the_request(
    api_server: ApiServer, accounts: None
) -> None:
    job = _job(render())
    api_server.apply(job)
    name = job["metadata"]["name"]
    assert api_server.get("job", name)["spec"]["suspend"] is True
    patch = json.dumps({"spec": {"suspend": False}})
    api_server.kubectl("patch", "job", name, "-n", "podreel", "--type=merge", "-p", patch)
    selector = f"job-name={name}"
    api_server.kubectl("wait", "pod", "-n", "podreel", "-l", selector, "--for=create", "--timeout=60s")
    listed = json.loads(api_server.kubectl("get", "pods", "-n", "podreel", "-l", selector, "-o", "json"))
    (pod,) = listed["items"]
    carried = JobOrder.from_json(pod["metadata"]["annotations"]["podreel/order"])
    assert carried.name == name
    assert dataclasses.replace(carried, video_id=ORDER.video_id) == ORDER
    api_server.kubectl("delete", "job", name, "-n", "podreel", "--wait=false")


@pytest.fixture
def release(api_server: ApiServer) -> Iterator[str]:
    """The chart, installed."""
    api_server.helm("install", "podreel", str(CHART))
    yield "podreel"
    if "podreel" in api_server.helm("list", "--short"):
        api_server.helm("uninstall", "podreel", "--no-hooks")


def _upgrade(server: ApiServer, values: dict[str, Any]) -> None:
    server.helm("upgrade", "podreel", str(CHART), "--reset-values", "-f", "-", values=values)


def test_an_upgrade_keeps_every_key_and_password(api_server: ApiServer, release: str) -> None:
    names = ("podreel-keys", "podreel-redis", "podreel-s3")
    before = [api_server.secret(name) for name in names]
    _upgrade(api_server, {"settings": {"MAX_CONCURRENT_VIDEOS": 3}})
    assert [api_server.secret(name) for name in names] == before
    assert api_server.get("configmap", "podreel-settings")["data"]["MAX_CONCURRENT_VIDEOS"] == "3"


def test_an_upgrade_restarts_only_what_it_changes(api_server: ApiServer, release: str) -> None:
    places = [("deployment", "podreel-api"), ("statefulset", "podreel-redis"), ("statefulset", "podreel-s3")]
    _upgrade(api_server, {})
    assert [api_server.get(*place)["metadata"]["generation"] for place in places] == [1, 1, 1]
    _upgrade(api_server, {"settings": {"MAX_CONCURRENT_VIDEOS": 3}})
    assert [api_server.get(*place)["metadata"]["generation"] for place in places] == [2, 1, 1]


def test_a_key_can_be_added_by_an_upgrade(api_server: ApiServer, release: str) -> None:
    operator = api_server.secret("podreel-keys")
    _upgrade(api_server, {"auth": {"keys": [{"name": "teacher", "sha256": "d" * 64}]}})
    after = api_server.secret("podreel-keys")
    assert after["operator-key"] == operator["operator-key"]
    assert after["keys.jsonl"].startswith(operator["keys.jsonl"].rstrip())
    assert '"teacher"' in after["keys.jsonl"]


def test_each_set_of_values_can_be_installed_in_turn(api_server: ApiServer, release: str) -> None:
    for values in (EVERYTHING, EXTERNAL, {}):
        _upgrade(api_server, dict(values))
    assert "statefulset.apps/podreel-s3" in api_server.names("statefulset")


KINDS = (
    "deployment,statefulset,service,secret,configmap,role,rolebinding,networkpolicy,serviceaccount,job,pvc"
)


def _left(server: ApiServer) -> set[str]:
    return {name for name in server.names(KINDS) if "podreel" in name}


def test_uninstalling_leaves_the_videos_and_their_keys_and_the_printed_command_deletes_them(
    api_server: ApiServer, release: str
) -> None:
    claims = {"persistentvolumeclaim/podreel-redis", "persistentvolumeclaim/podreel-s3"}
    deletion = re.search("kubectl (delete pvc,secret .*)", api_server.helm("get", "notes", "podreel"))
    api_server.helm("uninstall", "podreel", "--no-hooks")
    assert _left(api_server) == {*claims, "secret/podreel-keys", "secret/podreel-s3"}
    assert deletion
    # No controller is there that would end the protection of a volume.
    api_server.kubectl(*deletion[1].split(), "--wait=false")
    assert _left(api_server) <= claims


def test_uninstalling_leaves_nothing_where_videos_are_not_kept(api_server: ApiServer, release: str) -> None:
    _upgrade(api_server, {"keepVideos": False})
    assert "also deletes the videos" in api_server.helm("get", "notes", "podreel")
    api_server.helm("uninstall", "podreel", "--no-hooks")
    assert _left(api_server) == set()


def test_kept_videos_are_found_by_the_next_installation_with_the_same_keys(
    api_server: ApiServer, release: str
) -> None:
    def kept() -> list[object]:
        claims = [api_server.get("pvc", name)["metadata"]["uid"] for name in ("podreel-s3", "podreel-redis")]
        return [*claims, api_server.secret("podreel-s3"), api_server.secret("podreel-keys")]

    before = kept()
    api_server.helm("uninstall", "podreel", "--no-hooks")
    api_server.helm("install", "podreel", str(CHART))
    assert kept() == before


def test_the_notes_say_the_next_commands(api_server: ApiServer, release: str) -> None:
    told = api_server.helm("get", "notes", "podreel")
    assert "kubectl port-forward service/podreel-api 8000:80 -n podreel" in told
    assert "kubectl get secret podreel-keys -n podreel -o jsonpath='{.data.operator-key}'" in told
    assert "podreel submit" in told
    assert "only `--model offline` works" in told
    assert "keeps the videos and the keys" in told


def test_the_notes_tell_what_an_own_store_needs(api_server: ApiServer, release: str) -> None:
    _upgrade(api_server, dict(EXTERNAL))
    told = api_server.helm("get", "notes", "podreel")
    assert "podreel bucket init" in told
    assert "Models from anthropic, bedrock are configured." in told
    assert "networkPolicy.videoEgress" in told


def test_the_notes_remind_of_the_proxy_in_front(api_server: ApiServer, release: str) -> None:
    assert "api.trustedProxies" not in api_server.helm("get", "notes", "podreel")
    for proxies, is_reminded in (([], True), (["10.42.0.0/16"], False)):
        _upgrade(api_server, {"api": {"ingress": {"enabled": True}, "trustedProxies": proxies}})
        assert ("api.trustedProxies" in api_server.helm("get", "notes", "podreel")) is is_reminded


def test_the_api_server_refuses_unknown_fields(api_server: ApiServer) -> None:
    service = json.loads(json.dumps(render().one("Service", "podreel-api")))
    service["spec"]["portz"] = []
    with pytest.raises(Refused, match="portz"):
        api_server.apply(service, is_trial=True)
