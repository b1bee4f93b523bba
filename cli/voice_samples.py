"""Speaks samples of voices by a runner, as the Sampler of the API."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from api.voice_samples import Sample
from contract.failure import FailureCode, PodreelError

# The runner gives up before.
MAX_SECONDS = 150.0
_AT_A_TIME = 2


class RunnerSampler:
    """A Sampler. `command` can be another program that speaks as `python -m runner say` does."""

    def __init__(
        self,
        command: Sequence[str] = (sys.executable, "-m", "runner", "say"),
        max_seconds: float = MAX_SECONDS,
    ) -> None:
        self._command, self._max_seconds = command, max_seconds
        self._turns = asyncio.Semaphore(_AT_A_TIME)

    async def sample(self, voice: str, language: str) -> Sample:
        """Raises PodreelError as the runner told it."""
        with tempfile.TemporaryDirectory(prefix="podreel-sample-") as folder:
            out = Path(folder) / "sample.m4a"
            wish = ["--voice", voice, "--language", language, "--out", str(out)]
            async with self._turns:
                status, output = await self._run([*self._command, *wish], folder)
            told = _read(status, output)
            return Sample(await asyncio.to_thread(out.read_bytes), is_lasting=not told["falls"])

    async def _run(self, command: Sequence[str], folder: str) -> tuple[int | None, bytes]:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            # What a runner that is killed leaves behind goes with the folder.
            env={**os.environ, "TMPDIR": folder},
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(self._max_seconds):
                output, _ = await process.communicate()
        except TimeoutError as error:
            raise PodreelError(
                FailureCode.UNAVAILABLE, f"The voice did not speak within {self._max_seconds:g} seconds."
            ) from error
        finally:
            await _end(process)
        return process.returncode, output


async def _end(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    # `wait` waits for the pipe to close, and a pipe that nobody reads never does.
    while process.stdout is not None and await process.stdout.read(2**16):
        pass
    await process.wait()


def _read(status: int | None, output: bytes) -> Mapping[str, Any]:
    """What the runner told; raises the PodreelError that it ended with."""
    try:
        told: Mapping[str, Any] = json.loads(output.splitlines()[-1])
        if status == 0:
            return {"falls": told["falls"]}
        failure = PodreelError(FailureCode(told["code"]), told["message"], told["next_step"])
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise PodreelError(
            FailureCode.INTERNAL, f"The voice ended with status {status} and reported nothing useful."
        ) from error
    raise failure
