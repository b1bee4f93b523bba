"""What `/metrics` tells once everything has happened: each metric with its kind, help and labels."""

from collections.abc import Mapping
from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families

from api.metrics import Metrics, no_facts
from contract.failure import FailureCode
from tests.fakes.results import completed_result, failed_result, model_call, model_result

_SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_count", "_sum")}


@dataclass(frozen=True)
class ToldMetric:
    """One metric, with its name as queries use it; a histogram's has `_bucket`, `_count` and `_sum`."""

    name: str
    kind: str
    help: str
    labels: frozenset[str]


def told_metrics() -> tuple[ToldMetric, ...]:
    """All of them, in the order of the page."""
    families = list(text_string_to_metric_families(_page()))
    return tuple(
        ToldMetric(
            family.name + ("_total" if family.type == "counter" else ""),
            family.type,
            family.documentation,
            frozenset(label for sample in family.samples for label in sample.labels) - {"le"},
        )
        for family in families
        if not family.name.endswith("_created")
    )


def told_series() -> Mapping[str, frozenset[str]]:
    """The labels of every series by its name."""
    return {
        metric.name.removesuffix("_total") + suffix: metric.labels
        | ({"le"} if suffix == "_bucket" else set())
        for metric in told_metrics()
        for suffix in _SUFFIXES[metric.kind]
    }


def _page() -> str:
    metrics = Metrics()
    metrics.answered({"type": "http", "method": "GET"}, 200, 0.1)
    metrics.connection_closed("room")
    metrics.video_admitted(1.0)
    metrics.video_ended(completed_result(model_use=model_result(model_call())))
    metrics.video_ended(failed_result(code=FailureCode.OUT_OF_MEMORY))
    return metrics.page(no_facts).decode()
