"""Decides what replaces a failed section, for every stage that finds a failure."""

import re
from dataclasses import dataclass

from contract.failure import FailureCode, PodreelError
from runner.script.source import SceneNarration
from runner.script.storyboard.writer import storyboard_alone

_FORBIDDEN_FILE = re.compile(r"\bPermissionError: \[Errno 13\]")
_ALLOW_FILES = (
    "Scripts read only what is installed and their own folder. To let them read more, such as "
    "pictures, name the files or folders in PODREEL_SCRIPT_FOLDERS."
)


@dataclass(frozen=True)
class SectionFallback:
    """A storyboard of the section's own sentences, unless the user wants the script as it is or no video."""

    is_strict: bool = False
    is_users_script: bool = False

    def storyboard(self, narration: SceneNarration, problem: str, reason: str) -> str:
        """The source that replaces the section. It uses no code of the script, which may be what failed.

        `problem` continues "The section …". Raises PodreelError(script_failed) if nothing may replace it.
        """
        if self.is_strict or self.is_users_script:
            raise PodreelError(
                FailureCode.SCRIPT_FAILED,
                f"The section {narration.scene!r} {problem}: {reason}.",
                self._next_step(reason),
            )
        return storyboard_alone(narration, narration.scene)

    def _next_step(self, reason: str) -> str:
        """What to do about a failed section; empty to use the failure table's next step."""
        own = "Correct that scene and render the script again." if self.is_users_script else ""
        return hint_for(reason) or own


def hint_for(reason: str) -> str:
    """How to allow what a script was refused, such as a file; empty if it failed for another reason. Pure."""
    return _ALLOW_FILES if _FORBIDDEN_FILE.search(reason) else ""
