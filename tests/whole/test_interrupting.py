"""Ctrl-C at any moment of a command's start: no traceback, exit status 130, and nothing left running."""

import asyncio
import contextlib
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.runner.living import wait_for
from tests.whole.customer import TEXT
from tests.whole.processes import naming

pytestmark = pytest.mark.slow
PODREEL = str(Path(sys.executable).parent / "podreel")
PATIENCE_SECONDS = 120
# After the command took Ctrl-C over, which Python's own start can't: from the first import over the
# folders and Redis to a service that is ready.
MOMENTS_SECONDS = (0.0, 0.2, 0.6, 1.0, 1.3, 1.6, 1.9)
TELLS_IMPORTS = {"PYTHONPROFILEIMPORTTIME": "1"}


@dataclass(frozen=True)
class Interrupted:
    """How a command ended after Ctrl-C."""

    status: int
    stdout: str
    stderr: str


async def interrupt(folder: Path, seconds: float, *arguments: str, times: int = 1) -> Interrupted:
    """Presses Ctrl-C some seconds after the start, as a terminal does: for the whole process group."""
    pipe, env = asyncio.subprocess.PIPE, {**os.environ, **TELLS_IMPORTS}
    process = await asyncio.create_subprocess_exec(
        PODREEL, *arguments, stdout=pipe, stderr=pipe, start_new_session=True, cwd=folder, env=env
    )
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for line in process.stderr:
            if b" cli.main" in line:
                break
        await process.stderr.readline()
    await asyncio.sleep(seconds)
    for _ in range(times):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        await asyncio.sleep(0.1)
    async with asyncio.timeout(PATIENCE_SECONDS):
        stdout, stderr = await process.communicate()
    assert process.returncode is not None
    return Interrupted(process.returncode, stdout.decode(), stderr.decode())


async def wait_until_nothing_is_left(data: Path) -> None:
    await wait_for(lambda: not naming(data))


async def test_ctrl_c_at_any_moment_of_the_services_start_ends_it_without_a_traceback(tmp_path: Path) -> None:
    for seconds in MOMENTS_SECONDS:
        data = tmp_path / f"after-{seconds}"
        ended = await interrupt(tmp_path, seconds, "up", "--port", "0", "--json", "--data", str(data))
        assert "Traceback" not in ended.stderr, (seconds, ended.stderr)
        assert ended.status == 130, (seconds, ended)
        await wait_until_nothing_is_left(data)


async def test_an_impatient_user_may_press_ctrl_c_again_and_again(tmp_path: Path) -> None:
    arguments = ["up", "--port", "0", "--json", "--data", str(tmp_path / "data")]
    ended = await interrupt(tmp_path, 1.5, *arguments, times=5)
    assert "Traceback" not in ended.stderr
    assert ended.status == 130, ended
    await wait_until_nothing_is_left(tmp_path)


async def test_ctrl_c_at_any_moment_of_a_videos_start_ends_it_without_a_traceback(tmp_path: Path) -> None:
    for seconds in MOMENTS_SECONDS[1::2]:
        data = tmp_path / f"after-{seconds}"
        places = ["--data", str(data), "--out", str(tmp_path / "out")]
        ended = await interrupt(tmp_path, seconds, "make", TEXT, "--quality", "draft", *places)
        assert "Traceback" not in ended.stderr, (seconds, ended.stderr)
        assert ended.status == 130, (seconds, ended)
        is_stored = any(data.rglob("order.json")) or any(data.rglob("request.json"))
        assert ("Resume with" in ended.stderr) <= is_stored, (seconds, ended.stderr)
        await wait_until_nothing_is_left(data)
    assert not list((tmp_path / "out").rglob("*"))


async def test_ctrl_c_ends_the_doctor_without_a_traceback(tmp_path: Path) -> None:
    ended = await interrupt(tmp_path, 1.5, "doctor")
    assert (ended.status, "Traceback" in ended.stderr) == (130, False), ended.stderr
