"""The chart as each file of values renders it, and with everything on, and with nothing embedded.

These tests need Helm and an API server's programs in the cache: `k8s/build_node.sh` builds both.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chart.api_server import ApiServer, serve
from tests.chart.helm import EVERYTHING, EXTERNAL, VALUE_FILES, Rendered, render

CASES = (*VALUE_FILES, "everything", "external")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What one worker has rendered, it has for all of these tests."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.services)
            item.add_marker(pytest.mark.xdist_group("chart"))


@pytest.fixture(params=CASES)
def rendered(request: pytest.FixtureRequest) -> Rendered:
    """Each way to install."""
    match request.param:
        case "everything":
            return render(EVERYTHING)
        case "external":
            return render(EXTERNAL)
        case file:
            return render(file=file)


@pytest.fixture(scope="session")
def api_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """One for all tests of the chart."""
    with serve(tmp_path_factory.mktemp("kubernetes")) as server:
        yield server
