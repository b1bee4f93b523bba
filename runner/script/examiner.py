"""Tells a model why a section did not run: the error, its lines, all that can be found, true signatures."""

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
class FailedTrial:
    """A section's quick run that failed: the whole text that ran, and what the host told."""

    scene: str
    text: str
    reason: str
    log: str


@dataclass
class Examiner:
    """Looks into failures. What is installed is asked for once, by a process that imports Manim."""

    interface: LibraryInterface | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def examine(self, failure: FailedTrial, *, blames_preamble: bool) -> ScriptFault:
        """The failure as a model is told it; raises PodreelError(internal) where Manim can't be asked."""
        interface = await self._ask()
        return await asyncio.to_thread(_describe, failure, interface, blames_preamble)

    async def _ask(self) -> LibraryInterface:
        if self.interface is None:
            async with self._asking:
                self.interface = self.interface or await read_installed()
        return self.interface


async def read_installed() -> LibraryInterface:
    """All of Manim and scenekit; raises PodreelError(internal)."""
    command = [sys.executable, "-m", "runner.script.library_interface"]
    try:
        answer = await run_tool(command, stdin=b'["*"]', timeout_seconds=_TIMEOUT_SECONDS)
    except ToolError as error:
        raise PodreelError(
            FailureCode.INTERNAL, f"Manim's interface can't be read: {error.message}"
        ) from error
    return LibraryInterface.model_validate_json(answer.stdout)


def _describe(failure: FailedTrial, interface: LibraryInterface, blames_preamble: bool) -> ScriptFault:
    findings = find_faults(failure.text, interface)
    told = f"{failure.log}\n{failure.reason}"
    used = used_names(failure.text, failing_numbers(failure.text, told), interface)
    return ScriptFault(
        scene=None if blames_preamble else failure.scene,
        error=error_excerpt(failure.reason, failure.log),
        lines=failing_lines(failure.text, told),
        findings=tuple(f"line {finding.line}: {finding.message}" for finding in findings),
        signatures=interface.describe(used),
    )
