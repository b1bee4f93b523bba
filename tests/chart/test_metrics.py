"""Figures and alerts: only of what the service truly tells."""

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard

from contract.service_settings import ServiceSettings
from tests.chart.helm import CHART, EVERYTHING, Object, Values, render
from tests.chart.queries import Use, uses
from tests.fakes.told_metrics import told_metrics, told_series

GUIDE = CHART.parents[1] / "docs" / "guides" / "troubleshooting.md"
# Labels that Prometheus adds to what a Service's pods tell.
ADDED = {"namespace", "service"}


def _rules() -> list[Object]:
    (group,) = render(EVERYTHING).one("PrometheusRule", "podreel-api")["spec"]["groups"]
    return list(group["rules"])


def _dashboard() -> Object:
    board: Object = json.loads(
        render(EVERYTHING).one("ConfigMap", "podreel-dashboard")["data"]["podreel.json"]
    )
    return board


def _panels() -> list[Object]:
    return [panel for panel in _dashboard()["panels"] if panel["type"] != "row"]


def _board_queries() -> list[str]:
    asked = [target["expr"] for panel in _panels() for target in panel["targets"]]
    return [query.replace("$__rate_interval", "5m") for query in asked]


def test_every_query_is_promql_and_asks_only_what_is_told() -> None:
    told = told_series()
    queries = [*(rule["expr"] for rule in _rules()), *_board_queries()]
    assert len(queries) > 30
    for query in queries:
        assert uses(query), query
        for use in uses(query):
            assert use.series in told, query
            assert use.labels <= told[use.series] | ADDED, query


def test_what_is_not_promql_or_not_told_would_be_found() -> None:
    with pytest.raises(ValueError, match="unclosed left parenthesis"):
        uses("sum(podreel_videos_total")
    (use, grouped) = uses('sum by (colour) (podreel_event_streams{room="1"})')
    assert use == Use("podreel_event_streams", frozenset({"room"}))
    assert grouped == Use("podreel_event_streams", frozenset({"colour"}))
    assert not use.labels <= told_series()[use.series] | ADDED


def test_every_query_is_about_one_release() -> None:
    for rule in _rules():
        assert 'namespace="podreel",service="podreel-api"' in rule["expr"], rule["alert"]
    for query in _board_queries():
        assert query.count('namespace="$namespace"') == query.count("podreel_"), query


def test_every_metric_is_on_the_dashboard() -> None:
    shown = {use.series for query in _board_queries() for use in uses(query)}
    missing = [
        metric.name
        for metric in told_metrics()
        if not {metric.name, f"{metric.name}_bucket", f"{metric.name}_sum"} & shown
    ]
    assert missing == []


def test_grafanas_model_has_every_field_of_the_dashboard() -> None:
    register_default_plugins()
    read = Dashboard.from_json(_dashboard())
    again = json.loads(json.dumps(read, cls=JSONEncoder))
    assert list(_lost(_dashboard(), again)) == []


def _lost(written: Any, read: Any, place: str = "") -> Iterator[str]:
    """Where something is written that was not read."""
    if isinstance(written, dict):
        for name, value in written.items():
            yield from _lost(value, (read or {}).get(name), f"{place}.{name}")
    elif isinstance(written, list):
        for number, value in enumerate(written):
            yield from _lost(value, read[number] if read else None, f"{place}[{number}]")
    elif written != read:
        yield place


def test_panels_have_names_of_their_own_and_do_not_overlap() -> None:
    panels = _dashboard()["panels"]
    assert len({panel["id"] for panel in panels}) == len({panel["title"] for panel in panels}) == len(panels)
    assert all(panel["description"].endswith(".") for panel in _panels())
    taken = [
        (x, y)
        for place in (panel["gridPos"] for panel in panels)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(set(taken)) == len(taken)
    assert max(x for x, _ in taken) < 24


def test_the_dashboard_has_the_label_that_grafanas_sidecar_looks_for() -> None:
    labels = render(EVERYTHING).one("ConfigMap", "podreel-dashboard")["metadata"]["labels"]
    assert labels["grafana_dashboard"] == "1"


def test_every_alert_links_to_its_heading() -> None:
    headings = re.findall(r"^### (\w+)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(rule["alert"] for rule in _rules())
    for rule in _rules():
        link = f"docs/guides/troubleshooting.md#{rule['alert'].lower()}"
        assert rule["annotations"]["runbook_url"] == link


def test_alerts_link_to_where_the_guide_is() -> None:
    there = {"metrics": {"alerts": {"enabled": True, "guide": "https://wiki.example.org/podreel"}}}
    (group,) = render(there).one("PrometheusRule", "podreel-api")["spec"]["groups"]
    links = [rule["annotations"]["runbook_url"] for rule in group["rules"]]
    assert links[0] == "https://wiki.example.org/podreel#podreeldown"


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
    assert ("ConfigMap", "podreel-dashboard") not in render().names()
