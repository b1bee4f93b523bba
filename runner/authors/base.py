"""The Author protocol (who writes a video's text and script) and the values that it returns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from contract.result_parts import Correction
from contract.stage import Stage
from contract.video import VideoRequest
from runner.script.draft import Draft, ScriptFault, SeenSection
from runner.script.patching import ScriptPatch
from runner.script.source import Script
from runner.speech.voice import SpeechTimes
from runner.text.explanation import Explanation


@dataclass(frozen=True)
class ExplainedVideo:
    """An explanation, the model that wrote it, and notes for the user.

    `corrections` is None if it was refined without a list of what was wrong.
    """

    explanation: Explanation
    model: str
    notes: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] | None = ()


@dataclass(frozen=True)
class ScriptOrder:
    """The input for writing a script. `times` has the length and words of each beat's speech, by section.

    `corrections` say what is wrong in the spoken text, where the refined one is not spoken; None if nobody
    listed it.
    """

    request: VideoRequest
    spoken: Explanation
    refined: Explanation
    times: tuple[tuple[SpeechTimes, ...], ...]
    corrections: tuple[Correction, ...] | None = ()


@dataclass(frozen=True)
class ScriptEdit:
    """The script of the video that is edited, and what it becomes.

    `anew` has the places, by scene, of the sections that are written anew, and `draft` is of these alone; it
    is None if there are none.
    """

    script: Script
    patch: ScriptPatch
    anew: Mapping[str, int] = field(default_factory=dict)
    draft: Draft | None = None

    def order_of_new(self, order: ScriptOrder) -> ScriptOrder:
        """The order for the sections that are written anew."""
        return replace(
            order,
            spoken=self._of_new(order.spoken),
            refined=self._of_new(order.refined),
            times=tuple(order.times[place] for place in self.anew.values()),
            corrections=(),
        )

    def _of_new(self, whole: Explanation) -> Explanation:
        sections = tuple(whole.sections[place] for place in self.anew.values())
        return whole.model_copy(update={"sections": sections})


@dataclass(frozen=True)
class WrittenScript:
    """A script and who wrote it: a finished `text`, a `draft` that still has to be made to run, or an `edit`.

    `is_users_own` means that the user wrote it, so no part of it may be replaced. `storyboards` are the
    scenes that only show their own words.
    """

    text: str
    model: str
    notes: tuple[str, ...] = ()
    draft: Draft | None = None
    is_users_own: bool = False
    edit: ScriptEdit | None = None
    storyboards: frozenset[str] = frozenset()


# The stages in which an author may have work to do.
AUTHOR_STAGES = frozenset({Stage.EXPLAIN, Stage.REFINE, Stage.WRITE_SCRIPT})


class Author(Protocol):
    """Writes the explanation and the script, and mends and reviews the script.

    Every method raises PodreelError: not_configured, unavailable, cost_used_up, or invalid_request if a model
    declines to answer.
    """

    @property
    def works_in(self) -> frozenset[Stage]:
        """The stages in which it has work to do; in the others it passes on what the user provided."""
        ...

    @property
    def reviewer_sees(self) -> bool:
        """Whether its reviewer can be shown sheets of frames."""
        ...

    async def explain(self, request: VideoRequest) -> ExplainedVideo: ...

    async def refine(self, request: VideoRequest, explanation: Explanation) -> ExplainedVideo:
        """The same sections, corrected. If no model can refine them they are unchanged, with a note."""
        ...

    async def write(self, order: ScriptOrder, tell: Callable[[int], None]) -> WrittenScript:
        """A script with one scene per section. Calls `tell` with the number of sections written so far."""
        ...

    async def mend(
        self, order: ScriptOrder, draft: Draft, fault: ScriptFault, *, asks_stronger: bool
    ) -> str | None:
        """New source for the section or preamble that failed; None if the author has none.

        `asks_stronger` asks a stronger model than usual, if there is one.
        """
        ...

    async def review(
        self, order: ScriptOrder, draft: Draft, sections: Mapping[str, SeenSection]
    ) -> Mapping[str, str]:
        """New source by scene, for those of these sections that the reviewer changed; often none."""
        ...
