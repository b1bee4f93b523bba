"""The render host as a container of its own: another user than the runner, and all that follows from it."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import pytest

from tests.runner.living import is_alive, wait_for
from tests.runner.pod.conftest import PATIENCE_SECONDS, Pod
from tests.runner.pod.containers import GROUP_ID
from tests.runner.render.scripts import GOOD, scene

pytestmark = pytest.mark.slow

# What only the script's own user can clear away: closed folders, deep ones, names that are no text.
LEAVINGS = """
import contextlib, os
os.umask(0o077)
for name in (b"closed", b"closed/inner", b"closed/inner/deep", b"\\xff\\xfe", b" "):
    os.mkdir(name, 0o700)
for number in range(20):
    open(f"closed/inner/{number}", "w").close()
os.umask(0o777)
os.mkdir("shut")
open("nobody-reads-me", "w").close()
os.umask(0o022)
for leave in (lambda: os.mkfifo("fifo"), lambda: os.symlink("/etc/passwd", "link")):
    with contextlib.suppress(OSError):
        leave()
"""
HOSTILE_AND_GOOD = f"{LEAVINGS}\n{GOOD}"
HOSTILE_AND_FAILING = f"{LEAVINGS}\n{scene('raise ValueError(1)')}"
CLOSED_VIDEO = f"import os\nos.umask(0o077)\n{GOOD}"
# Has told that it has begun, and goes on for longer than any test.
WAITING = scene("import time\nself.wait(0.1)\nopen('begun', 'w').close()\ntime.sleep(600)")


def test_a_section_is_rendered_or_drawn_by_another_user_and_the_folder_is_gone(pod: Pod) -> None:
    pod.start_host()
    (answer,) = pod.render(GOOD)
    assert (answer["outcome"], answer["reason"], answer["is_there"]) == ("rendered", "", True)
    assert pod.left == []
    size = 128 * 72 * 3
    assert pod.draw(GOOD, CLOSED_VIDEO, HOSTILE_AND_FAILING) == [[size, size], [size, size], []]
    assert pod.left == []
    assert not list((pod.volume / "own").glob("*.rgb"))


def test_whatever_a_script_leaves_closed_is_cleared_and_the_next_section_works(pod: Pod) -> None:
    pod.start_host()
    answers = pod.render(HOSTILE_AND_GOOD, HOSTILE_AND_FAILING, CLOSED_VIDEO, GOOD)
    assert [answer["outcome"] for answer in answers] == ["rendered", "failed", "rendered", "rendered"]
    assert [answer["is_there"] for answer in answers] == [True, False, True, True]
    assert pod.left == []


FILLED_AND_SHUT = """
import os, time
os.mkdir("shut", 0o300)
for number in range(6_000):
    open(f"shut/{number}", "w").close()
time.sleep(30)
"""


def test_files_in_a_folder_that_nobody_may_list_are_counted_too(pod: Pod) -> None:
    pod.start_host()
    (answer,) = pod.render(scene(FILLED_AND_SHUT))
    assert answer["reason"] == "it made more than 5,000 files"


def test_what_the_runner_keeps_is_closed_to_the_user_of_scripts(pod: Pod) -> None:
    pod.start_host()
    pod.render(GOOD)
    own = pod.volume / "own"
    assert {path.stat().st_mode & 0o077 for path in (own, *own.iterdir())} == {0}
    assert pod.socket.stat().st_mode & 0o007 == 0


async def test_a_host_that_is_killed_is_waited_for_and_the_section_asked_for_again(pod: Pod) -> None:
    first = pod.start_host()
    rendering = pod.start_rendering(WAITING, GOOD)
    await wait_for(lambda: any(pod.root.glob("*/begun")))
    first.kill()
    first.wait()
    second = pod.start_host()
    await wait_for(lambda: any(pod.root.glob("*/begun")))
    second.kill()
    second.wait()
    pod.start_host()
    output, _ = rendering.communicate(timeout=PATIENCE_SECONDS)
    given_up, after = (json.loads(line) for line in output.splitlines())
    assert given_up["outcome"] == "failed"
    assert "killed" in given_up["reason"]
    assert after["outcome"] == "rendered"


async def test_a_host_that_is_asked_to_stop_ends_its_section_and_leaves_nobody(pod: Pod) -> None:
    host = pod.start_host()
    pod.start_rendering(WAITING)
    await wait_for(lambda: any(pod.root.glob("*/begun")))
    children = _below(host.pid)
    host.send_signal(signal.SIGTERM)
    assert host.wait(PATIENCE_SECONDS) == 0
    await wait_for(lambda: not any(is_alive(child) for child in children))
    assert len(children) > 1


def _below(process_id: int) -> list[int]:
    found = []
    for path in Path(f"/proc/{process_id}/task").glob("*/children"):
        for word in path.read_text().split():
            found += [int(word), *_below(int(word))]
    return found


async def test_what_a_killed_zygote_leaves_is_ended_before_the_next_section(pod: Pod) -> None:
    host = pod.start_host()
    lasting = scene("import os, time\nif os.fork() == 0:\n    time.sleep(600)\ntime.sleep(600)")
    rendering = pod.start_rendering(lasting, GOOD)
    await wait_for(lambda: len(_below(host.pid)) == 3)
    zygote, *others = _below(host.pid)
    os.kill(zygote, signal.SIGKILL)
    output, _ = rendering.communicate(timeout=PATIENCE_SECONDS)
    assert [json.loads(line)["outcome"] for line in output.splitlines()] == ["failed", "rendered"]
    assert not any(is_alive(process_id) for process_id in others)


def test_a_probe_learns_whether_somebody_listens_and_imports_next_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "host.sock"
    probe = [sys.executable, "-X", "importtime", "-m", "runner.render.ready", str(path)]
    refused = subprocess.run(probe, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "no render host listens there" in refused.stderr
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        answered = subprocess.run(probe, capture_output=True, text=True, check=False)
    assert answered.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in answered.stderr.splitlines()}
    assert not imported & {"asyncio", "pydantic", "structlog", "numpy", "manim"}


def test_a_host_for_a_group_refuses_to_be_one_that_may_become_any_user(tmp_path: Path) -> None:
    order = [sys.executable, "-m", "runner.render.host", "--group-shared"]
    order += ["--socket", str(tmp_path / "render" / "host.sock"), "--root", str(tmp_path / "sections")]
    ended = subprocess.run(order, capture_output=True, text=True, check=False)
    assert ended.returncode == 78
    assert ended.stdout.startswith("A shared render host can't run as root")


@pytest.mark.parametrize("value", ["0", "many"])
def test_workers_that_make_no_sense_are_told_by_the_variables_name(pod: Pod, value: str) -> None:
    order = pod.host_command(f"PODREEL_WORKERS={value}")
    ended = pod.run(order)
    assert ended.returncode == 78
    assert "PODREEL_WORKERS" in ended.stdout


def test_folders_that_are_mounted_already_serve_as_they_are(pod: Pod) -> None:
    for folder in (pod.socket.parent, pod.root):
        folder.mkdir()
        os.chown(folder, 0, GROUP_ID)
        folder.chmod(0o2775)
    pod.start_host()
    (answer,) = pod.render(GOOD)
    assert (answer["outcome"], answer["is_there"]) == ("rendered", True)


def test_two_volumes_in_place_of_one_are_told_in_a_sentence(pod: Pod) -> None:
    pod.start_host()
    elsewhere = f"{gettempdir()}/own"
    process = pod.start_rendering(GOOD, own=elsewhere)
    _, told = process.communicate(timeout=PATIENCE_SECONDS)
    assert f"{elsewhere} and {pod.root} are not on one volume." in told


def test_a_volume_that_cannot_be_written_is_told_in_a_sentence(pod: Pod) -> None:
    pod.socket.parent.mkdir()
    pod.socket.parent.chmod(0o700)
    ended = pod.run(pod.host_command())
    assert ended.returncode == 78
    assert ended.stdout.splitlines()[-1].startswith(f"{pod.socket} can't be used: ")
