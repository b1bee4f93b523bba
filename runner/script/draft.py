"""A script in the making (a shared preamble and one class per section), its faults and its pacing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True)
class Draft:
    """The shared preamble, and the source of each section by the name of its scene.

    The source of a section is empty if no code was written for it.
    """

    preamble: str
    sections: Mapping[str, str]

    @property
    def unwritten(self) -> frozenset[str]:
        """The scenes without code."""
        return frozenset(scene for scene, source in self.sections.items() if not source)

    def with_section(self, scene: str, source: str) -> "Draft":
        return replace(self, sections=MappingProxyType({**self.sections, scene: source}))

    def with_preamble(self, preamble: str) -> "Draft":
        return replace(self, preamble=preamble)


@dataclass(frozen=True)
class ScriptFault:
    """Why a section did not run, for the model that mends it. `scene` is None if the preamble is at fault.

    `error` quotes the script's output, `lines` its source.
    """

    scene: str | None
    error: str
    lines: str
    findings: tuple[str, ...]
    signatures: str


@dataclass(frozen=True)
class BeatPacing:
    """A beat in a dry run: the seconds of its speech, and of its pictures until they wait for its end."""

    number: int
    speech_seconds: float
    picture_seconds: float


@dataclass(frozen=True)
class PacingReport:
    """The pacing of each section in its dry run, by scene, without those that became storyboards."""

    beats: Mapping[str, tuple[BeatPacing, ...]]
