"""A section's input: how long each beat's speech is, and how the video should look.

The renderer sets the plan before it runs a script; a script run by plain Manim gets a silent default.
"""

from contextvars import ContextVar
from dataclasses import dataclass

DEFAULT_BEAT_SECONDS = 3.0


@dataclass(frozen=True)
class WordCue:
    """When a word begins, in seconds from the start of its beat."""

    text: str
    start_seconds: float


@dataclass(frozen=True)
class BeatPlan:
    """One beat: the length of its narration and, as far as known, when its words begin."""

    seconds: float
    words: tuple[WordCue, ...] = ()


@dataclass(frozen=True)
class SectionPlan:
    """The narration and the look of one section.

    Pauses follow each beat and, in addition, the section. `beats` is None where nobody planned any:
    then every beat lasts `DEFAULT_BEAT_SECONDS`.
    """

    beats: tuple[BeatPlan, ...] | None = None
    beat_pause_seconds: float = 0.35
    section_pause_seconds: float = 0.4
    theme: str = "dark"
    language: str = "en"

    def beat(self, number: int) -> BeatPlan:
        """The plan of beat `number`, counted from 1.

        Raises ValueError for a beat that the section doesn't have.
        """
        if self.beats is None:
            return BeatPlan(DEFAULT_BEAT_SECONDS)
        if not 1 <= number <= len(self.beats):
            raise ValueError(
                f"beat({number}) does not exist: this section has {len(self.beats)} beats, counted from 1"
            )
        return self.beats[number - 1]


_current: ContextVar[SectionPlan] = ContextVar("section_plan", default=SectionPlan())  # noqa: B039 - frozen


def use_plan(plan: SectionPlan) -> None:
    """Makes `plan` the one that scenes of this context follow."""
    _current.set(plan)


def current_plan() -> SectionPlan:
    return _current.get()
