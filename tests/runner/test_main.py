"""The runner as a program: its exit status, and one last line that says why."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contract.failure import FAILURES, FailureCode
from tests.runner.stages.conftest import ID

pytestmark = pytest.mark.slow
REQUEST = {"prompt": "Explain binary search", "quality": "draft"}


def command(data: Path, request: object = None) -> list[str]:
    order = [sys.executable, "-m", "runner", "make", "--video-id", ID, "--data", str(data)]
    if request is None:
        return order
    path = data.with_suffix(".json")
    path.write_text(json.dumps(request))
    return [*order, "--request", str(path)]


def last_line(output: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(output.splitlines()[-1])
    assert event["event"] == "ended"
    return event


@pytest.mark.parametrize(
    ("request_fields", "environment", "code"),
    [
        (None, {}, FailureCode.INVALID_REQUEST),
        ({**REQUEST, "model": "gpt-6"}, {}, FailureCode.INVALID_REQUEST),
        ({**REQUEST, "model": "claude-4-sonnet"}, {}, FailureCode.NOT_CONFIGURED),
        ({"script": "x = 1"}, {}, FailureCode.SCRIPT_FAILED),
        (REQUEST, {"PATH": "/nowhere"}, FailureCode.BAD_CONFIGURATION),
        (REQUEST, {"PODREEL_DEADLINE_SECONDS": "0.05"}, FailureCode.TIME_USED_UP),
    ],
)
def test_a_run_ends_with_the_status_and_the_words_of_the_table(
    tmp_path: Path, request_fields: object, environment: dict[str, str], code: FailureCode
) -> None:
    ended = subprocess.run(
        command(tmp_path / "data", request_fields),
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )
    event = last_line(ended.stdout)
    assert ended.returncode == event["exit_status"] == FAILURES[code].exit_status
    assert event["code"] == code
    assert event["message"].endswith(".")
    assert event["next_step"]
    assert not (tmp_path / "data" / "work" / ID).exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_run_reports_it_and_leaves_no_scratch_files(tmp_path: Path, number: int) -> None:
    data = tmp_path / "data"
    with subprocess.Popen(command(data, REQUEST), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        output, _ = process.communicate(timeout=10)
    assert process.returncode == 143
    assert last_line(output)["code"] == "stopped"
    assert not (data / "work" / ID).exists()
