"""Runs programs on files made by scripts; they can open those files and nothing else."""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from contract.failure import FAILURES, FailureCode, PodreelError
from runner.machine.processes import ToolError, ToolResult, run_tool
from runner.sandbox.layers import Layer
from runner.sandbox.policy import Containment, Policy

_MEMORY_BYTES = 8 * 2**30
_FILE_BYTES = 2**30


async def run_confined(
    argv: Sequence[str], reads: Sequence[Path], containment: Containment, *, timeout_seconds: float
) -> ToolResult:
    """Runs a program that may read only these files, and write only to a temporary folder.

    Raises ToolError if it fails, and PodreelError(sandbox_unavailable) if it can't be confined.
    """
    policy = Policy(
        # `run_tool` already starts a session and limits what the program inherits.
        layers=containment.layers - {Layer.SESSION},
        is_permissive=containment.is_permissive,
        readable=tuple(path.resolve() for path in reads),
        memory_bytes=_MEMORY_BYTES,
        file_bytes=_FILE_BYTES,
    )
    launcher = [sys.executable, "-I", "-m", "runner.sandbox.launch", policy.model_dump_json()]
    with TemporaryDirectory(prefix="podreel-") as folder:
        try:
            return await run_tool([*launcher, folder, *argv], timeout_seconds=timeout_seconds)
        except ToolError as error:
            if error.exit_status == FAILURES[FailureCode.SANDBOX_UNAVAILABLE].exit_status:
                raise PodreelError(FailureCode.SANDBOX_UNAVAILABLE, error.message) from error
            raise ToolError(argv[0], error.message, error.exit_status) from error
