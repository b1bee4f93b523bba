"""Who writes a video: the Author protocol, and the values that it gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from contract.result_parts import Correction
from contract.stage import Stage
from contract.video import VideoRequest
from runner.script.draft import Draft, PacingReport, ScriptFault
from runner.text.explanation import Explanation


@dataclass(frozen=True)
class ExplainedVideo:
    """An explanation, the model that gave it, and what the user should know about it."""

    explanation: Explanation
    model: str
    notes: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class WrittenScript:
    """A script and who wrote it: a text that is only read, or a draft that has to be made to run.

    `is_users_own` says that the user wrote it: then no part of it may be replaced.
    """

    text: str
    model: str
    notes: tuple[str, ...] = ()
    draft: Draft | None = None
    is_users_own: bool = False


@dataclass(frozen=True)
class ScriptOrder:
    """What a script is written from. `seconds` are the lengths of the speech of each section's beats."""

    request: VideoRequest
    spoken: Explanation
    refined: Explanation
    seconds: tuple[tuple[float, ...], ...]


# The stages in which an author may have work to do.
AUTHOR_STAGES = frozenset({Stage.EXPLAIN, Stage.REFINE, Stage.WRITE_SCRIPT})


class Author(Protocol):
    """Explains, refines, writes, mends and reviews.

    Every method raises PodreelError: not_configured, unavailable, cost_used_up, and invalid_request where a
    model declines to answer.
    """

    @property
    def works_in(self) -> frozenset[Stage]:
        """The stages whose progress is reported; in the others it passes on what the user brought."""
        ...

    async def explain(self, request: VideoRequest) -> ExplainedVideo: ...

    async def refine(self, request: VideoRequest, explanation: Explanation) -> ExplainedVideo:
        """The same sections, corrected; as they stand where nobody can refine them, with a note."""
        ...

    async def write(self, order: ScriptOrder, tell: Callable[[int], None]) -> WrittenScript:
        """A script of one scene a section; `tell` is called with the number of sections that are written."""
        ...

    async def mend(self, order: ScriptOrder, draft: Draft, fault: ScriptFault) -> str | None:
        """New source for what failed, a section or the preamble; None where none was given."""
        ...

    async def review(self, order: ScriptOrder, draft: Draft, flow: PacingReport) -> Mapping[str, str]:
        """Sections whose visual flow the reviewer changed, by scene; usually few or none."""
        ...
