"""Figures and alerts: only of what the service truly tells."""

import re

from api.metrics import Metrics, no_facts
from tests.chart.helm import EVERYTHING, Object, render

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


def test_without_the_operator_nothing_of_it_is_installed() -> None:
    kinds = {item["kind"] for item in render().objects}
    assert not kinds & {"ServiceMonitor", "PrometheusRule", "HTTPRoute", "Ingress"}
