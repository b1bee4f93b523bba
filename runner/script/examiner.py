"""Describes to a model why a section did not run: error, source lines, other faults, real signatures."""

import asyncio
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from contract.failure import FailureCode, PodreelError
from runner.machine.processes import ToolError, run_tool
from runner.script.analysis.findings import find_faults
from runner.script.analysis.signatures import LibraryInterface
from runner.script.analysis.used import used_names
from runner.script.draft import FailedRun, ScriptFault
from runner.script.excerpt import error_excerpt, failing_lines, failing_numbers, innermost_line
from runner.script.repair.part import failing_method

_TIMEOUT_SECONDS = 120
# How many lines around a fault have their names' signatures told.
_NEAR = 4


@dataclass(frozen=True)
class Inquiry:
    """What to ask a model after a failed run, and what was tried already.

    `blame` is the evidence against the preamble, which is asked for then; `whole` asks for the whole class
    even if only one method fails.
    """

    failure: FailedRun
    blame: str = ""
    whole: bool = False
    tried: tuple[str, ...] = ()
    rewrites: tuple[str, ...] = ()


@dataclass
class Examiner:
    """Examines failures. It reads the library's interface once, through a process that imports Manim."""

    interface: LibraryInterface | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def examine(self, inquiry: Inquiry) -> ScriptFault:
        """The fault to describe to a model. Raises PodreelError(internal) if Manim can't be inspected."""
        interface = await self.library()
        return await asyncio.to_thread(_describe, inquiry, interface)

    async def library(self) -> LibraryInterface:
        """The interface of Manim and scenekit. Raises PodreelError(internal) if it can't be read."""
        if self.interface is None:
            async with self._asking:
                self.interface = self.interface or await read_installed()
        return self.interface


async def read_installed() -> LibraryInterface:
    """The whole interface of Manim and scenekit. Raises PodreelError(internal) if it can't be read."""
    command = [sys.executable, "-P", "-m", "runner.script.library_interface"]
    try:
        answer = await run_tool(command, stdin=b'["*"]', timeout_seconds=_TIMEOUT_SECONDS)
    except ToolError as error:
        raise PodreelError(
            FailureCode.INTERNAL, f"Manim's interface can't be read: {error.message}"
        ) from error
    return LibraryInterface.model_validate_json(answer.stdout)


def _describe(inquiry: Inquiry, interface: LibraryInterface) -> ScriptFault:
    failure = inquiry.failure
    findings = find_faults(failure.text, interface)
    faults = {finding.line for finding in findings}
    told = [f"line {finding.line}: {finding.message}" for finding in findings]
    return ScriptFault(
        scene=None if inquiry.blame else failure.scene,
        error=error_excerpt(failure.reason, failure.log),
        lines=failing_lines(failure.text, failure.output),
        findings=(inquiry.blame, *told) if inquiry.blame else tuple(told),
        signatures=interface.describe(_names_near(failure, faults, interface)),
        method=None if inquiry.blame or inquiry.whole else _method(failure, faults),
        tried=inquiry.tried,
        rewrites=inquiry.rewrites,
    )


def _names_near(failure: FailedRun, faults: Collection[int], interface: LibraryInterface) -> Sequence[str]:
    """The names near what fails; all that the script uses if it isn't known where it fails."""
    failing = failing_numbers(failure.text, failure.output)
    near = {line for number in (*failing, *faults) for line in range(number - _NEAR, number + _NEAR + 1)}
    return used_names(failure.text, failing, interface, within=near)


def _method(failure: FailedRun, faults: Collection[int]) -> str | None:
    line = innermost_line(failure.text, failure.output)
    return failing_method(failure.text, failure.scene, line, faults)
