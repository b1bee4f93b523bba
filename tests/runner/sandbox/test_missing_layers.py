"""A whole host on a kernel that lacks a part: it serves nobody, or those who permit it, and says so."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.client import RenderClient
from runner.render.job import BeatJob, SectionJob
from runner.sandbox.layers import Layer
from tests.runner.render.conftest import LIMITS, TINY
from tests.runner.render.scripts import scene
from tests.runner.sandbox.older_kernel import PARTS

pytestmark = pytest.mark.slow
SANDBOX_UNAVAILABLE = 78
LAYERS = {"landlock": Layer.FILES, "seccomp": Layer.SYSTEM_CALLS, "limits": Layer.LIMITS}
# With a program, a thread and a child of its own: an old kernel refuses them nothing either.
BUSY = scene(
    """
    import multiprocessing, threading
    self.add(MathTex("x^2"))
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
    child = multiprocessing.get_context("fork").Process(target=int)
    child.start()
    child.join()
    assert child.exitcode == 0
    """
)


def command(root: Path, part: str, *options: str) -> list[str]:
    return [
        *(sys.executable, "-m", "tests.runner.sandbox.older_kernel", "--without", part, "--"),
        *(sys.executable, "-m", "runner.render.host", "--socket", str(root / "socket"), "--root", str(root)),
        *options,
    ]


@contextmanager
def permissive_host(root: Path, part: str) -> Iterator[RenderClient]:
    with subprocess.Popen(
        command(root, part, "--permissive"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as host:
        try:
            assert host.stdout is not None
            assert host.stderr is not None
            assert host.stdout.readline() == "ready\n"
            assert host.stderr.readline().startswith(f"the sandbox lacks a layer: {LAYERS[part]}: ")
            yield RenderClient(root / "socket", root)
            host.terminate()
            assert host.wait(10) == 0
        finally:
            host.kill()


async def render(client: RenderClient, script: str) -> SectionAnswer:
    job = SectionJob(scene="A", picture=TINY, beats=(BeatJob(seconds=0.5),), limits=LIMITS)
    return (await client.render(uuid.uuid4().hex, script, job)).answer


@pytest.mark.parametrize("part", LAYERS)
def test_a_host_that_cannot_confine_scripts_ends_with_a_sentence(tmp_path: Path, part: str) -> None:
    assert part in PARTS
    ended = subprocess.run(command(tmp_path, part), capture_output=True, text=True, timeout=60)
    assert ended.returncode == SANDBOX_UNAVAILABLE
    assert ended.stdout.startswith(f"{LAYERS[part]}: ")
    assert len(ended.stdout.splitlines()) == 1
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "socket").exists()


@pytest.mark.parametrize("part", ["landlock", "seccomp"])
async def test_a_permissive_host_serves_and_every_answer_names_the_missing_layers(
    tmp_path: Path, part: str
) -> None:
    with permissive_host(tmp_path, part) as client:
        for script, outcome in ((BUSY, SectionOutcome.RENDERED), (scene("1 / 0"), SectionOutcome.FAILED)):
            answer = await render(client, script)
            assert answer.outcome is outcome, answer.reason
            assert answer.missing_layers == (LAYERS[part],)


async def test_without_landlock_the_filter_still_keeps_signals_and_sockets_from_others(
    tmp_path: Path,
) -> None:
    script = scene(
        """
        import os, socket
        for name, reach in {
            "signal": lambda: os.kill(os.getppid(), 0), "socket": lambda: socket.socket(socket.AF_UNIX)
        }.items():
            try:
                reach()
            except PermissionError:
                print(name, "denied")
        """
    )
    with permissive_host(tmp_path, "landlock") as client:
        answer = await render(client, script)
    assert answer.outcome is SectionOutcome.RENDERED, answer.reason
    assert answer.log.split("\n")[:2] == ["signal denied", "socket denied"]
