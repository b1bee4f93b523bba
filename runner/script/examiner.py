"""Describes to a model why a section did not run: error, source lines, other faults, real signatures."""

import asyncio
import sys
from dataclasses import dataclass, field

from contract.failure import FailureCode, PodreelError
from runner.machine.processes import ToolError, run_tool
from runner.script.analysis.findings import find_faults
from runner.script.analysis.signatures import LibraryInterface
from runner.script.analysis.used import used_names
from runner.script.draft import ScriptFault
from runner.script.excerpt import error_excerpt, failing_lines, failing_numbers

_TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class FailedRun:
    """A failed dry run of a section: the whole script, and the reason and log from the render host."""

    scene: str
    text: str
    reason: str
    log: str


@dataclass
class Examiner:
    """Examines failures. It reads the library's interface once, through a process that imports Manim."""

    interface: LibraryInterface | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def examine(self, failure: FailedRun, *, blames_preamble: bool) -> ScriptFault:
        """The fault to describe to a model. Raises PodreelError(internal) if Manim can't be inspected."""
        interface = await self.library()
        return await asyncio.to_thread(_describe, failure, interface, blames_preamble)

    async def library(self) -> LibraryInterface:
        """The interface of Manim and scenekit. Raises PodreelError(internal) if it can't be read."""
        if self.interface is None:
            async with self._asking:
                self.interface = self.interface or await read_installed()
        return self.interface


async def read_installed() -> LibraryInterface:
    """The whole interface of Manim and scenekit. Raises PodreelError(internal) if it can't be read."""
    command = [sys.executable, "-m", "runner.script.library_interface"]
    try:
        answer = await run_tool(command, stdin=b'["*"]', timeout_seconds=_TIMEOUT_SECONDS)
    except ToolError as error:
        raise PodreelError(
            FailureCode.INTERNAL, f"Manim's interface can't be read: {error.message}"
        ) from error
    return LibraryInterface.model_validate_json(answer.stdout)


def _describe(failure: FailedRun, interface: LibraryInterface, blames_preamble: bool) -> ScriptFault:
    findings = find_faults(failure.text, interface)
    output = f"{failure.log}\n{failure.reason}"
    used = used_names(failure.text, failing_numbers(failure.text, output), interface)
    return ScriptFault(
        scene=None if blames_preamble else failure.scene,
        error=error_excerpt(failure.reason, failure.log),
        lines=failing_lines(failure.text, output),
        findings=tuple(f"line {finding.line}: {finding.message}" for finding in findings),
        signatures=interface.describe(used),
    )
