"""Order and bookkeeping of the whole suite: fast tests first, and the minutes of each part at the end."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from _pytest.reports import TestReport
from _pytest.terminal import TerminalReporter
from hypothesis import HealthCheck, settings

from tests.fakes.s3_server import S3Server, serve_s3

EXAMPLES = 100

# Manim imports pydub, which warns of its own age; the warnings of our code stay errors.
OTHERS_WARNINGS = (
    "ignore:'audioop' is deprecated:DeprecationWarning",
    "ignore:invalid escape sequence:DeprecationWarning",
    "ignore:invalid escape sequence:SyntaxWarning",
)


def pytest_configure(config: pytest.Config) -> None:
    for line in OTHERS_WARNINGS:
        config.addinivalue_line("filterwarnings", line)
    # Two busy cores make a single example arbitrarily slow, so its time says nothing.
    settings.register_profile(
        "suite",
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        print_blob=True,
    )
    settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those on a node come last, as it takes ports and memory while it runs."""
    items.sort(key=lambda item: [item.get_closest_marker(name) is not None for name in ("cluster", "slow")])


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """A real S3 server for the whole suite; each test takes a bucket of its own."""
    with serve_s3(tmp_path_factory.mktemp("s3")) as server:
        yield server


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    seconds: defaultdict[str, float] = defaultdict(float)
    tests: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, TestReport):
                seconds[part_of(report.nodeid)] += report.duration
                tests[part_of(report.nodeid)] += report.when == "call"
    terminalreporter.write_sep("=", "minutes of each part")
    for part, spent in sorted(seconds.items()):
        terminalreporter.write_line(f"{spent / 60:7.2f} min {tests[part]:6} tests  {part}")
    total = f"{sum(seconds.values()) / 60:7.2f} min {tests.total():6} tests"
    terminalreporter.write_line(f"{total}  in all")


def part_of(nodeid: str) -> str:
    """`runner/media` for a test below tests/runner/media, `cli` for one in tests/cli."""
    folders = nodeid.partition("::")[0].split("/")[1:-1]
    return "/".join(folders[:2]) or "tests"
