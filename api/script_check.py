"""Reads users' scripts, each in a separate process with limits on time and memory; executes nothing."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from api import script_parser
from api.problems import Problem, ProblemKind
from api.schemas.scripts import LineFault, ScriptFaultCode, ScriptParts
from contract.field_faults import FaultCode, FieldFault

MAX_AT_ONCE = 2
_SECONDS = 4 * script_parser.CPU_SECONDS
# Isolated: it sees none of this process's variables and imports nothing from the current folder.
_PARSER = (sys.executable, "-I", "-S", str(Path(script_parser.__file__)))
_TOO_SLOW = LineFault(
    **{"line": 1, "column": 1, "end_line": 1, "end_column": 1},
    code=ScriptFaultCode.TOO_SLOW,
    message="parsing it takes too much time or memory",
    severity="error",
)
_FAULTS = TypeAdapter(tuple[LineFault, ...])
# By somebody else: its own limits end it by SIGXCPU, or as a failure to get memory.
_KILLED = frozenset({-signal.SIGKILL, -signal.SIGTERM})
_TRIES = 2


class ScriptCheck:
    """Finds faults that a run would only report minutes later, and takes scripts apart.

    Raises Problem(unavailable) if somebody kills the parser twice.
    """

    def __init__(self, command: Sequence[str] = _PARSER) -> None:
        """`command` may be another program with the interface of `api/script_parser.py`."""
        self._command = command
        self._places = asyncio.Semaphore(MAX_AT_ONCE)

    async def require_parsable(self, script: str) -> None:
        """Raises Problem(invalid_request) with the line at fault."""
        found = await self.faults_of(script)
        error = next((fault for fault in found if fault.severity == "error"), None)
        if error is not None:
            raise Problem(
                ProblemKind.INVALID_REQUEST,
                f"The script can't be used: {error.sentence}.",
                "Correct the script, or let `podreel check FILE --fix` mend it, and submit it again.",
                errors=[FieldFault("script", error.sentence, FaultCode.INVALID)],
            )

    async def faults_of(self, script: str) -> tuple[LineFault, ...]:
        """All faults with their places, errors first."""
        output = await self._read(script)
        return (_TOO_SLOW,) if output is None else _FAULTS.validate_json(output)

    async def parts_of(self, script: str) -> ScriptParts | None:
        """The script's sections; None if it can't be parsed, or takes too long."""
        output = await self._read(script, script_parser.PARTS)
        if output is None:
            return None
        try:
            return ScriptParts.model_validate_json(output)
        except ValidationError:
            return None

    async def _read(self, script: str, *asked: str) -> bytes | None:
        """What the parser prints; None if it exceeds its limits."""
        async with self._places:
            for _ in range(_TRIES):
                status, output = await self._parse(script, asked)
                if status not in _KILLED:
                    return output if status == 0 else None
        raise Problem(
            ProblemKind.UNAVAILABLE,
            "The process that checks scripts was killed, most likely for lack of memory.",
            "Send the script again in a moment.",
        )

    async def _parse(self, script: str, asked: Sequence[str]) -> tuple[int | None, bytes]:
        pipes = asyncio.subprocess.PIPE, asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *self._command, *asked, stdin=pipes[0], stdout=pipes[1], stderr=pipes[2], env={}
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
