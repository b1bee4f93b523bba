"""Rights: the namespace's own, the verbs that are used, and none for videos."""

from collections.abc import Iterator

import pytest

from controller.cluster.kubernetes.start_check import RIGHTS
from tests.chart.api_server import ApiServer
from tests.chart.helm import EXTERNAL, Refused, Rendered, render

API_RIGHTS = {
    ("batch", "jobs"): {"create", "get", "list", "watch", "patch", "delete"},
    ("", "pods"): {"get", "list", "watch"},
    ("", "pods/log"): {"get"},
    ("", "events"): {"list", "create"},
    ("coordination.k8s.io", "leases"): {"get", "create", "update"},
}
UNINSTALL_RIGHTS = {
    ("batch", "jobs"): {"list", "delete"},
    ("", "pods"): {"list", "delete"},
    ("coordination.k8s.io", "leases"): {"delete"},
}
FORBIDDEN_RESOURCES = {"*", "secrets", "configmaps", "pods/exec", "pods/attach", "pods/portforward", "nodes"}
FORBIDDEN_RESOURCES |= {"pods/ephemeralcontainers", "serviceaccounts", "serviceaccounts/token", "roles"}
FORBIDDEN_RESOURCES |= {"rolebindings", "deployments", "persistentvolumes"}
FORBIDDEN_VERBS = {"*", "deletecollection", "escalate", "bind", "impersonate"}


def _rights(chart: Rendered, role: str) -> dict[tuple[str, str], set[str]]:
    rules = chart.one("Role", role)["rules"]
    return {
        (group, resource): set(rule["verbs"])
        for rule in rules
        for group in rule["apiGroups"]
        for resource in rule["resources"]
    }


def test_the_api_has_exactly_the_rights_that_it_uses(rendered: Rendered) -> None:
    assert _rights(rendered, "podreel-api") == API_RIGHTS


def test_the_role_has_the_rights_that_the_service_checks_at_startup() -> None:
    asked = {tuple(resource.split("/", 1)): set(verbs) for resource, verbs in RIGHTS.items()}
    assert asked == API_RIGHTS


@pytest.fixture
def bound(api_server: ApiServer) -> Iterator[ApiServer]:
    """A server that knows the accounts, roles and bindings of the chart."""
    chart = render()
    rights = [*chart.all("ServiceAccount"), *chart.all("Role"), *chart.all("RoleBinding")]
    api_server.apply(*rights)
    yield api_server
    for item in rights:
        api_server.kubectl("delete", item["kind"], item["metadata"]["name"], "-n", "podreel")


def _may(server: ApiServer, account: str, verb: str, resource: str, namespace: str = "podreel") -> bool:
    who = f"system:serviceaccount:podreel:{account}"
    try:
        return server.kubectl("auth", "can-i", verb, resource, "--as", who, "-n", namespace).strip() == "yes"
    except Refused as refused:
        if str(refused).strip() == "no":  # which is an exit status too
            return False
        raise


def test_the_api_server_grants_what_is_needed_and_nothing_else(bound: ApiServer) -> None:
    for account, needed in (("podreel-api", True), ("podreel-video", False)):
        assert _may(bound, account, "create", "jobs.batch") is needed
        assert _may(bound, account, "get", "pods/log") is needed
        assert not _may(bound, account, "get", "secrets")
        assert not _may(bound, account, "create", "pods")
        assert not _may(bound, account, "create", "pods/exec")
        assert not _may(bound, account, "get", "pods", namespace="kube-system")


def test_uninstalling_has_exactly_the_rights_that_it_uses() -> None:
    assert _rights(render(), "podreel-uninstall") == UNINSTALL_RIGHTS


def test_nothing_dangerous_is_allowed(rendered: Rendered) -> None:
    for role in rendered.all("Role"):
        for rule in role["rules"]:
            assert not FORBIDDEN_RESOURCES & set(rule["resources"]), role["metadata"]["name"]
            assert not FORBIDDEN_VERBS & set(rule["verbs"]), role["metadata"]["name"]
            assert "*" not in rule["apiGroups"]


def test_nothing_reaches_beyond_the_namespace(rendered: Rendered) -> None:
    kinds = {item["kind"] for item in rendered.objects}
    assert not {kind for kind in kinds if kind.startswith("Cluster")}
    assert not kinds & {"Namespace", "PersistentVolume", "StorageClass", "PriorityClass"}
    for item in rendered.objects:
        assert item["metadata"].get("namespace", "podreel") == "podreel"


def test_each_role_is_bound_to_its_own_account(rendered: Rendered) -> None:
    bindings = {binding["metadata"]["name"]: binding for binding in rendered.all("RoleBinding")}
    assert set(bindings) == {"podreel-api", "podreel-uninstall"}
    for name, binding in bindings.items():
        assert binding["roleRef"]["name"] == name
        assert binding["subjects"] == [{"kind": "ServiceAccount", "name": name, "namespace": "podreel"}]


def test_the_service_account_of_videos_has_no_role(rendered: Rendered) -> None:
    assert rendered.job["spec"]["template"]["spec"]["serviceAccountName"] == "podreel-video"
    assert "podreel-video" not in str(rendered.all("RoleBinding"))


def test_an_existing_service_account_replaces_the_charts() -> None:
    own = {"serviceAccount": {"create": False, "name": "mine"}}
    chart = render({**EXTERNAL, "api": own, "video": own})
    accounts = [account["metadata"]["name"] for account in chart.all("ServiceAccount")]
    assert accounts == ["podreel-uninstall"]
    assert chart.one("Deployment", "podreel-api")["spec"]["template"]["spec"]["serviceAccountName"] == "mine"
    assert chart.job["spec"]["template"]["spec"]["serviceAccountName"] == "mine"


def test_removing_jobs_at_uninstallation_can_be_disabled() -> None:
    names = {name for _, name in render({"uninstall": {"removeJobs": False}}).names()}
    assert "podreel-uninstall" not in names
