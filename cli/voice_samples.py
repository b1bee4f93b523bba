"""Makes voice samples with a runner process, as the API's Sampler."""

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
from cli.runner_process import stopped_with_us
from contract.failure import FailureCode, PodreelError

# Longer than the runner's own limit, so that its message is shown.
MAX_SECONDS = 150.0
_AT_A_TIME = 2


class RunnerSampler:
    """A Sampler. `command` may be another program with the interface of `python -m runner say`."""

    def __init__(
        self,
        command: Sequence[str] = (sys.executable, "-P", "-m", "runner", "say"),
        max_seconds: float = MAX_SECONDS,
    ) -> None:
        self._command, self._max_seconds = command, max_seconds
        self._turns = asyncio.Semaphore(_AT_A_TIME)

    async def sample(self, voice: str, language: str) -> Sample:
        """The sample as AAC in an .m4a file. Raises PodreelError with the runner's code and message."""
        with tempfile.TemporaryDirectory(prefix="podreel-sample-") as folder:
            out = Path(folder) / "sample.m4a"
            arguments = ["--voice", voice, "--language", language, "--out", str(out)]
            async with self._turns:
                status, output = await self._run_again_if_killed([*self._command, *arguments], folder)
            report = _read(status, output)
            return Sample(await asyncio.to_thread(out.read_bytes), is_lasting=not report["falls"])

    async def _run_again_if_killed(self, command: Sequence[str], folder: str) -> tuple[int | None, bytes]:
        status, output = await self._run(command, folder)
        return await self._run(command, folder) if _is_killed(status) else (status, output)

    async def _run(self, command: Sequence[str], folder: str) -> tuple[int | None, bytes]:
        # A start that is cancelled would be killed without what it has started already.
        starting = asyncio.ensure_future(
            asyncio.create_subprocess_exec(
                *stopped_with_us(command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                # The files of a killed runner are deleted with the folder.
                env={**os.environ, "TMPDIR": folder},
                start_new_session=True,
            )
        )
        try:
            async with asyncio.timeout(self._max_seconds):
                process = await asyncio.shield(starting)
                output, _ = await process.communicate()
        except TimeoutError as error:
            raise PodreelError(
                FailureCode.UNAVAILABLE, f"The voice did not speak within {self._max_seconds:g} seconds."
            ) from error
        finally:
            await _end(await starting)
        return process.returncode, output


def _is_killed(status: int | None) -> bool:
    return status is not None and status < 0


async def _end(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    # `wait` waits for the pipe to close, and a pipe that is not read never does.
    while process.stdout is not None and await process.stdout.read(2**16):
        pass
    await process.wait()


def _read(status: int | None, output: bytes) -> Mapping[str, Any]:
    """The runner's report; raises the PodreelError that the runner reported."""
    if _is_killed(status):
        raise PodreelError(
            FailureCode.UNAVAILABLE,
            "The process that speaks was killed, most likely for lack of memory.",
            "Ask again in a moment.",
        )
    try:
        report: Mapping[str, Any] = json.loads(output.splitlines()[-1])
        if status == 0:
            return {"falls": report["falls"]}
        failure = PodreelError(FailureCode(report["code"]), report["message"], report["next_step"])
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise PodreelError(
            FailureCode.INTERNAL, f"The voice ended with status {status} and reported nothing useful."
        ) from error
    raise failure
