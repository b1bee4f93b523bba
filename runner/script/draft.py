"""A script that models write: a shared preamble and one class a section; and what is found out about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True)
class Draft:
    """Source texts: what several sections share, and each section's own by the name of its scene.

    A section for which nobody gave code is empty.
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
    """Why a section did not run, as a model is told. `scene` is None where the preamble is to blame.

    `error` and `lines` quote what the script printed and its source.
    """

    scene: str | None
    error: str
    lines: str
    findings: tuple[str, ...]
    signatures: str


@dataclass(frozen=True)
class BeatPacing:
    """One beat of a quick run, in seconds: its speech, and how long its pictures took."""

    number: int
    speech_seconds: float
    picture_seconds: float


@dataclass(frozen=True)
class PacingReport:
    """Measured in the quick runs: each section's beats. Sections that became storyboards are left out."""

    beats: Mapping[str, tuple[BeatPacing, ...]]
