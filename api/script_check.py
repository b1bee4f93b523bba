"""Checks users' scripts for syntax errors, each in a separate process with limits on time and memory."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from api import script_parser
from api.problems import Problem, ProblemKind
from contract.field_faults import FaultCode, FieldFault

MAX_AT_ONCE = 2
_SECONDS = 4 * script_parser.CPU_SECONDS
# Isolated: it sees none of this process's variables and imports nothing from the current folder.
_PARSER = (sys.executable, "-I", "-S", str(Path(script_parser.__file__)))
_TOO_SLOW = "parsing it takes too much time or memory"
# By somebody else: its own limits end it by SIGXCPU, or as a failure to get memory.
_KILLED = frozenset({-signal.SIGKILL, -signal.SIGTERM})
_TRIES = 2


class ScriptCheck:
    """Finds scripts that can't be parsed, which a run would only report minutes later."""

    def __init__(self, command: Sequence[str] = _PARSER) -> None:
        """`command` may be another program with the interface of `api/script_parser.py`."""
        self._command = command
        self._places = asyncio.Semaphore(MAX_AT_ONCE)

    async def require_parsable(self, script: str) -> None:
        """Raises Problem(invalid_request) with the line at fault, and Problem(unavailable) if somebody kills
        the parser twice. Nothing of the script is executed.
        """
        async with self._places:
            fault = await self._fault_of(script)
        if fault:
            raise Problem(
                ProblemKind.INVALID_REQUEST,
                f"The script can't be used: {fault}.",
                "Correct the script, or let `podreel check FILE --fix` mend it, and submit it again.",
                errors=[FieldFault("script", fault, FaultCode.INVALID)],
            )

    async def _fault_of(self, script: str) -> str:
        for _ in range(_TRIES):
            status, output = await self._parse(script)
            if status not in _KILLED:
                return output.decode().strip() if status == 0 else _TOO_SLOW
        raise Problem(
            ProblemKind.UNAVAILABLE,
            "The process that checks scripts was killed, most likely for lack of memory.",
            "Submit the script again in a moment.",
        )

    async def _parse(self, script: str) -> tuple[int | None, bytes]:
        pipes = asyncio.subprocess.PIPE, asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipes[0], stdout=pipes[1], stderr=pipes[2], env={}
        )
        try:
            async with asyncio.timeout(_SECONDS):
                output, _ = await process.communicate(script.encode("utf-8", "replace"))
        except TimeoutError:
            return None, b""
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        return process.returncode, output
