"""Checks users' scripts for syntax errors, each in a separate process with limits on time and memory."""

import asyncio
import contextlib
import sys
from pathlib import Path

from api import script_parser
from api.problems import Problem, ProblemKind

MAX_AT_ONCE = 2
_SECONDS = 4 * script_parser.CPU_SECONDS


class ScriptCheck:
    """Finds scripts that can't be parsed, which a run would only report minutes later."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(MAX_AT_ONCE)

    async def require_parsable(self, script: str) -> None:
        """Raises Problem(invalid_request) with the line at fault. Nothing of the script is executed."""
        async with self._places:
            fault = await _fault_of(script)
        if fault:
            raise Problem(
                ProblemKind.INVALID_REQUEST,
                f"The script can't be used: {fault}.",
                "Correct the script and submit it again.",
                errors=[{"field": "script", "message": fault}],
            )


async def _fault_of(script: str) -> str:
    # Isolated: it sees none of this process's variables and imports nothing from the current folder.
    command = [sys.executable, "-I", "-S", str(Path(script_parser.__file__))]
    pipes = asyncio.subprocess.PIPE, asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command, stdin=pipes[0], stdout=pipes[1], stderr=pipes[2], env={}
    )
    try:
        async with asyncio.timeout(_SECONDS):
            output, _ = await process.communicate(script.encode("utf-8", "replace"))
    except TimeoutError:
        return _TOO_SLOW
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return output.decode().strip() if process.returncode == 0 else _TOO_SLOW


_TOO_SLOW = "parsing it takes too much time or memory"
