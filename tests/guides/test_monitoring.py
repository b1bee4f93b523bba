"""The guide's table of metrics is what the service tells."""

from tests.fakes.told_metrics import told_metrics
from tests.guides.pages import ROOT, codes, rows


def test_the_table_of_metrics_is_that_of_the_code() -> None:
    written = [
        (*codes(name), kind, frozenset(codes(labels)), meaning)
        for name, kind, labels, meaning in rows(ROOT / "docs" / "guides" / "monitoring.md", "metric")
    ]
    told = [(metric.name, metric.kind, metric.labels, metric.help) for metric in told_metrics()]
    assert written == told
