"""Figures and alerts: only of what the service truly tells."""

import re
from typing import get_args

import pytest

from api.metrics import Metrics, no_facts
from contract.service_settings import ServiceSettings
from tests.chart.helm import EVERYTHING, Object, Values, render

FUNCTIONS = {"absent", "and", "by", "histogram_quantile", "increase", "le", "max", "or", "rate", "sum"}


def _rules() -> list[Object]:
    (group,) = render(EVERYTHING).one("PrometheusRule", "podreel-api")["spec"]["groups"]
    return list(group["rules"])


def test_alerts_use_metrics_that_exist() -> None:
    page = Metrics().page(no_facts).decode()
    described = set(re.findall(r"^# TYPE (\S+) (\S+)$", page, re.MULTILINE))
    known = {name for name, _ in described}
    known |= {
        f"{name}_{part}" for name, kind in described if kind == "histogram" for part in ("bucket", "count")
    }
    for rule in _rules():
        bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]", "", rule["expr"])
        words = set(re.findall(r"[a-z_]+", bare)) - FUNCTIONS
        assert words, rule["alert"]
        assert words <= known, rule["alert"]


def test_alerts_use_labels_that_the_metrics_have() -> None:
    for rule in _rules():
        labels = set(re.findall(r"[{,]\s*(\w+)(?==|=~|!~)", rule["expr"]))
        assert labels <= {"namespace", "service", "outcome", "status"}, rule["alert"]
        assert 'namespace="podreel",service="podreel-api"' in rule["expr"], rule["alert"]


def test_every_alert_says_what_is_wrong_and_what_to_do() -> None:
    names = [rule["alert"] for rule in _rules()]
    assert len(names) == len(set(names)) >= 7
    for rule in _rules():
        assert rule["labels"]["severity"] in {"critical", "warning"}
        for text in (rule["annotations"]["summary"], rule["annotations"]["description"]):
            assert text.endswith("."), rule["alert"]


def test_prometheus_scrapes_the_api() -> None:
    chart = render(EVERYTHING)
    monitor = chart.one("ServiceMonitor", "podreel-api")
    assert monitor["metadata"]["labels"]["release"] == "prometheus"
    service = chart.one("Service", "podreel-api")
    assert monitor["spec"]["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
    (endpoint,) = monitor["spec"]["endpoints"]
    assert endpoint["port"] == service["spec"]["ports"][0]["name"]
    assert endpoint["path"] == "/metrics"
    keys = chart.one("Secret", "podreel-keys")["stringData"]
    credentials = endpoint["authorization"]["credentials"]
    assert (credentials["name"], credentials["key"] in keys) == ("podreel-keys", True)


def test_prometheus_takes_the_operators_own_secret_and_none_where_metrics_are_open() -> None:
    scraped: Values = {"metrics": {"serviceMonitor": {"enabled": True}}}
    own = render({**scraped, "auth": {"existingSecret": "own-keys"}}).one("ServiceMonitor", "podreel-api")
    (endpoint,) = own["spec"]["endpoints"]
    assert endpoint["authorization"]["credentials"] == {"name": "own-keys", "key": "operator-key"}
    wide = render({"metrics": {"access": "open", "serviceMonitor": {"enabled": True}}})
    (endpoint,) = wide.one("ServiceMonitor", "podreel-api")["spec"]["endpoints"]
    assert "authorization" not in endpoint


@pytest.mark.parametrize("access", get_args(ServiceSettings.model_fields["metrics"].annotation))
def test_the_service_is_told_who_may_read_metrics(access: str) -> None:
    chart = render({"metrics": {"access": access}, "api": {"trustedProxies": ["10.42.0.0/16", "fd00::/8"]}})
    (container,) = chart.one("Deployment", "podreel-api")["spec"]["template"]["spec"]["containers"]
    env = {variable["name"]: variable.get("value") for variable in container["env"]}
    assert env["PODREEL_METRICS"] == access
    assert env["PODREEL_TRUSTED_PROXIES"] == "10.42.0.0/16 fd00::/8"


def test_without_the_operator_nothing_of_it_is_installed() -> None:
    kinds = {item["kind"] for item in render().objects}
    assert not kinds & {"ServiceMonitor", "PrometheusRule", "HTTPRoute", "Ingress"}
