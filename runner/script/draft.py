"""A script in the making (a shared preamble and one class per section), its faults and its pacing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
class FailedRun:
    """A failed dry run of a section: the whole script, and the reason and log from the render host."""

    scene: str
    text: str
    reason: str
    log: str

    @property
    def output(self) -> str:
        return f"{self.log}\n{self.reason}"


@dataclass(frozen=True)
class ScriptFault:
    """Why a section did not run, for the model that mends it. `scene` is None if the preamble is at fault.

    `method` is the only method to mend; None if it is the whole class. `error` quotes the script's output,
    `lines` its source. `tried` has the ideas that failed, and `rewrites` what rules have changed already.
    """

    scene: str | None
    error: str
    lines: str
    findings: tuple[str, ...]
    signatures: str
    method: str | None = None
    tried: tuple[str, ...] = ()
    rewrites: tuple[str, ...] = ()


@dataclass(frozen=True)
class BeatPacing:
    """A beat in a dry run: the seconds of its speech, and of its pictures until they wait for its end.

    `start_seconds` counts from the section's start.
    """

    number: int
    start_seconds: float
    speech_seconds: float
    picture_seconds: float


@dataclass(frozen=True)
class RefusedChange:
    """A reviewer's version of a section that was not taken, and why."""

    source: str
    reason: str


@dataclass(frozen=True)
class SeenSection:
    """What is known of a running section's pictures, for its reviewer.

    `findings` tell what was measured in them, and `sheet` shows them, as a JPEG of frames. `refused` is the
    version that this reviewer gave before.
    """

    pacing: tuple[BeatPacing, ...]
    findings: tuple[str, ...] = ()
    refused: RefusedChange | None = None
    sheet: bytes | None = field(default=None, repr=False)
