"""A whole run in a pod's two containers: a read-only root, another user for scripts, no lost last words."""

import asyncio
import json
import os
import signal
import sys
from typing import Any

import pytest

from contract.names import video_key
from tests.runner.living import wait_for
from tests.runner.pod.conftest import ID, PATIENCE_SECONDS, Pod
from tests.runner.pod.request import REQUEST

pytestmark = pytest.mark.slow


def ended(output: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(output.splitlines()[-1])
    assert event["event"] == "ended"
    return event


def test_a_video_is_made_with_nothing_to_write_to_but_tmp_and_the_volume(pod: Pod) -> None:
    pod.start_host()
    made = pod.run(pod.order(request=REQUEST))
    assert (made.returncode, pod.told()) == (0, ended(made.stdout))
    assert (pod.data / "objects" / video_key(ID)).stat().st_size > 0
    assert pod.left == []
    stored = pod.log()
    assert stored[-1] == ended(made.stdout)
    assert [line for line in stored if line.get("event") == "progress"]
    assert pod.data.stat().st_mode & 0o077 == 0


async def test_a_run_that_is_asked_to_stop_says_so_in_its_file_and_in_its_log(pod: Pod) -> None:
    pod.start_host()
    running = pod.start(pod.order(request=REQUEST))
    await wait_for(lambda: any(pod.data.glob("objects/private/*/claims/*")))
    running.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(running.wait, PATIENCE_SECONDS) == 143
    assert (pod.told()["code"], pod.log()[-1]["code"]) == ("stopped", "stopped")


def test_a_render_host_that_never_comes_is_told_in_a_sentence(pod: Pod) -> None:
    made = pod.run(pod.order("PODREEL_RENDER_WAIT_SECONDS=0.5", request=REQUEST))
    assert made.returncode == 69
    assert pod.told()["message"] == f"The render host at {pod.socket} did not answer within 0.5 seconds."


@pytest.mark.parametrize("part", ["landlock", "seccomp"])
def test_a_node_that_cannot_confine_scripts_ends_the_run_before_anything_is_paid_for(
    pod: Pod, part: str
) -> None:
    lacking = ["-m", "tests.runner.sandbox.older_kernel", "--without", part, "--"]
    host = pod.start_host(sys.executable, *lacking)
    made = pod.run(pod.order(request=REQUEST))
    assert (made.returncode, pod.told()["code"]) == (78, "sandbox_unavailable")
    assert host.poll() is None
    assert "explain" not in {event.get("stage") for event in pod.log()}


@pytest.mark.parametrize("text", ["", "\n"], ids=["nothing", "a line"])
def test_a_pod_without_its_annotation_is_told_in_a_sentence(pod: Pod, text: str) -> None:
    made = pod.run(pod.order(request=text))
    assert (made.returncode, pod.told()["code"]) == (64, "invalid_request")
    assert "podreel/order" in pod.told()["next_step"]


def test_a_pod_waits_for_redis_and_says_what_it_waits_for(pod: Pod) -> None:
    away = ("REDIS_URL=redis://:secret@127.0.0.1:1/0", "PODREEL_START_WAIT_SECONDS=3")
    made = pod.run(pod.order(*away, request=REQUEST))
    assert (made.returncode, pod.told()["code"]) == (69, "unavailable")
    events = [json.loads(line) for line in made.stdout.splitlines()]
    assert events[0]["message"].startswith("Waiting: Redis at 127.0.0.1:1 can't be used")
    assert "secret" not in made.stdout + made.stderr


def test_last_words_that_cannot_be_written_change_nothing(pod: Pod) -> None:
    order = pod.order(request="")
    pod.last_words.unlink()
    os.mkdir(pod.last_words, 0o700)  # noqa: PTH102 - its mode in one step
    made = pod.run(order)
    assert made.returncode == 64
    assert ended(made.stdout)["code"] == "invalid_request"
    assert "last_words_not_written" in made.stderr
