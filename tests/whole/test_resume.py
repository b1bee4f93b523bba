"""A run that is killed at any point goes on where it stopped, and repeats nothing that was finished."""

import json
import random
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from contract.stage import Stage
from tests.whole.conftest import SHORT_REQUEST, Order, read_events
from tests.whole.processes import kill_tree, start_runner, wait_for_stage
from tests.workers import made_once

pytestmark = pytest.mark.slow
RANDOM_KILLS = 10
# Of a run of some 8 s; a run that is done before is as good a case.
LATEST_KILL_SECONDS = 8.0


@pytest.fixture(scope="module")
def uninterrupted(run_folder: Path) -> Any:
    """The timeline of the same request, made without a break."""
    return made_once(run_folder, "uninterrupted", lambda: timeline_in(run_folder / "uninterrupted"))


def timeline_in(folder: Path) -> Any:
    folder.mkdir()
    request = folder / "request.json"
    request.write_text(json.dumps(SHORT_REQUEST))
    order = Order(folder / "data", "00000000-0000-4000-8000-000000000001", request)
    finish(order.first_command)
    return order.timeline()


@pytest.mark.parametrize("stage", list(Stage))
def test_a_run_killed_when_a_stage_begins_goes_on(
    stage: Stage, short_order: Order, uninterrupted: Any
) -> None:
    process = start_runner(short_order.first_command)
    assert wait_for_stage(process, stage)
    kill_tree(process)
    resume_and_compare(short_order, uninterrupted)


@pytest.mark.parametrize("seed", range(RANDOM_KILLS))
def test_a_run_killed_at_a_random_moment_goes_on(seed: int, short_order: Order, uninterrupted: Any) -> None:
    process = start_runner(short_order.first_command)
    time.sleep(random.Random(seed).uniform(0.3, LATEST_KILL_SECONDS))  # noqa: S311 - not for secrets
    kill_tree(process)
    resume_and_compare(short_order, uninterrupted)


def test_a_finished_video_is_not_made_again(short_order: Order) -> None:
    finish(short_order.first_command)
    before = short_order.checkpoints()
    events = finish(short_order.resume_command)
    assert [event["event"] for event in events] == ["ended"]
    assert short_order.checkpoints() == before


def resume_and_compare(order: Order, uninterrupted: Any) -> None:
    kept = order.checkpoints()
    is_known = (order.work.parent / "request.json").exists()
    finish(order.resume_command if is_known else order.first_command)
    assert order.timeline() == uninterrupted
    after = order.checkpoints()
    assert {name: after[name] for name in kept} == kept


def finish(command: list[str]) -> Any:
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return read_events(done.stdout)
