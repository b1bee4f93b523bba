"""An Author that gives what it was told to give, and remembers what it was asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from contract.failure import PodreelError
from contract.video import VideoRequest
from runner.authors.base import AUTHOR_STAGES, ExplainedVideo, ScriptOrder, WrittenScript
from runner.script.draft import Draft, ScriptFault, SeenSection
from runner.text.explanation import Explanation

NAME = "fake:scripted"


@dataclass
class ScriptedAuthor:
    """`mends` are the sources for a scene's rounds in order, under `*` those for the preamble.

    `reviews` are the changes of each round of the review.

    A failure that is set is raised by every method.
    """

    explanation: Explanation | None = None
    refined: Explanation | None = None
    script: str = ""
    draft: Draft | None = None
    mends: dict[str, list[str | PodreelError]] = field(default_factory=dict)
    reviews: list[Mapping[str, str] | PodreelError] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    failure: PodreelError | None = None
    asked: list[str] = field(default_factory=list)
    faults: list[ScriptFault] = field(default_factory=list)
    asked_stronger: list[bool] = field(default_factory=list)
    shown: list[Mapping[str, SeenSection]] = field(default_factory=list)
    orders: list[ScriptOrder] = field(default_factory=list)
    reviewer_sees: bool = False
    works_in = AUTHOR_STAGES

    async def explain(self, request: VideoRequest) -> ExplainedVideo:
        self._note("explain")
        assert self.explanation is not None
        return ExplainedVideo(self.explanation, NAME, self.notes)

    async def refine(self, request: VideoRequest, explanation: Explanation) -> ExplainedVideo:
        self._note("refine")
        return ExplainedVideo(self.refined or explanation, NAME)

    async def write(self, order: ScriptOrder, tell: Callable[[int], None]) -> WrittenScript:
        self._note("write")
        self.orders.append(order)
        return WrittenScript(self.script, NAME, draft=self.draft)

    async def mend(
        self, order: ScriptOrder, draft: Draft, fault: ScriptFault, *, asks_stronger: bool
    ) -> str | None:
        self._note("mend")
        self.faults.append(fault)
        self.asked_stronger.append(asks_stronger)
        rounds = self.mends.get(fault.scene or "*")
        if not rounds:
            return None
        given = rounds.pop(0)
        if isinstance(given, PodreelError):
            raise given
        return given

    async def review(
        self, order: ScriptOrder, draft: Draft, sections: Mapping[str, SeenSection]
    ) -> Mapping[str, str]:
        self._note("review")
        self.shown.append(sections)
        given = self.reviews.pop(0) if self.reviews else {}
        if isinstance(given, PodreelError):
            raise given
        return given

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if self.failure is not None:
            raise self.failure
