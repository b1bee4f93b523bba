"""Order and bookkeeping of the whole suite, on one process or several, and the minutes of each part."""

import os
import signal
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from _pytest.reports import TestReport
from _pytest.terminal import TerminalReporter
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from tests.fakes.s3_server import S3Server, serve_s3
from tests.scheduler import GROUPS_FILE, GroupScheduling, tell_groups
from tests.web.pictures import PICTURES
from tests.workers import IS_WORKER, in_order, mark_services, presence, put_into_groups, shared_folder

# `make test-fast` tries the fewer of each property, by --hypothesis-profile.
EXAMPLES = {"suite": 100, "quick": 20}
# A part of the tests waits more than it computes; most of the slow ones start several processes themselves.
WORKERS_PER_CORE = 1.5

# Manim imports pydub, which warns of its own age; the warnings of our code stay errors.
OTHERS_WARNINGS = (
    "ignore:'audioop' is deprecated:DeprecationWarning",
    "ignore:invalid escape sequence:DeprecationWarning",
    "ignore:invalid escape sequence:SyntaxWarning",
)

for profile, max_examples in EXAMPLES.items():
    # Two busy cores make a single example arbitrarily slow, so its time says nothing.
    settings.register_profile(
        profile,
        max_examples=max_examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        print_blob=True,
    )


def pytest_configure(config: pytest.Config) -> None:
    # A run starts thousands of processes, each of which would compile all its modules anew.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # In the background a shell starts programs that ignore Ctrl-C, and commands under test would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not IS_WORKER:
        folder = tempfile.TemporaryDirectory(prefix="podreel-tests-")
        config.add_cleanup(folder.cleanup)
        os.environ[GROUPS_FILE] = str(Path(folder.name) / "groups.json")
    for line in OTHERS_WARNINGS:
        config.addinivalue_line("filterwarnings", line)
    settings.load_profile(config.getoption("--hypothesis-profile") or "suite")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    return round(WORKERS_PER_CORE * len(os.sched_getaffinity(0)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> GroupScheduling:
    return GroupScheduling(config, log, Path(os.environ[GROUPS_FILE]))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = in_order(items, is_spread=IS_WORKER)
    mark_services(items)
    put_into_groups(items)
    if IS_WORKER:
        tell_groups(items)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all workers of this run have in common."""
    return shared_folder(tmp_path_factory)


@pytest.fixture(scope="session", autouse=True)
def present(run_folder: Path) -> Iterator[IO[str]]:
    """That this worker still has tests, for those who wait until they are alone."""
    with presence(run_folder) as file:
        yield file


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """A real S3 server for the whole suite; each test takes a bucket of its own."""
    with serve_s3(tmp_path_factory.mktemp("s3")) as server:
        yield server


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
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
    if any(PICTURES.glob("*.png")):
        terminalreporter.write_line(f"pictures of the web page, to look at: {PICTURES}")
    total = f"{sum(seconds.values()) / 60:7.2f} min {tests.total():6} tests"
    workers = config.getoption("numprocesses", None)
    terminalreporter.write_line(
        f"{total}  in all" + (f", on {workers} workers side by side" if workers else "")
    )


def part_of(nodeid: str) -> str:
    """`runner/media` for a test below tests/runner/media, `cli` for one in tests/cli."""
    folders = nodeid.partition("::")[0].split("/")[1:-1]
    return "/".join(folders[:2]) or "tests"
