"""What an attack is, what is seen when it is over, and how its success is told from its failure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.job import BeatJob, Picture, SectionJob
from runner.sandbox.limits import RenderLimits
from tests.runner.sandbox.attacks.outside import Outside
from tests.runner.sandbox.attacks.prelude import PRELUDE, SCENE

MEGABYTE = 2**20
SHORT = RenderLimits(
    seconds=8, memory_bytes=1536 * MEGABYTE, file_bytes=20 * MEGABYTE, disk_bytes=512 * MEGABYTE
)
# A host whose limits are removed must not find them in the job: the scripts end by themselves.
NO_LIMITS = RenderLimits(
    seconds=90, memory_bytes=2**42, file_bytes=2**40, disk_bytes=2**40, max_files=2**30, max_tasks=2**20
)
TINY = Picture(width=128, height=72, frame_rate=10)

_CLAIM = re.compile(r"^\W{0,12}ACHIEVED (.*)$", re.MULTILINE)
_DENIED = re.compile(r"^\W{0,12}DENIED (.*)$", re.MULTILINE)
_DONE = re.compile(r"^\W{0,12}DID (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Aftermath:
    """The host's answer and all that can be seen once it has come. No answer is a failed one that says so.

    `memory_bytes` is the most that all processes and the kernel for them used in addition to before.
    """

    answer: SectionAnswer
    video: Path
    folder: Path
    next_answer: SectionAnswer
    is_host_alive: bool
    is_answered: bool = True
    left_alive: int = 0
    memory_bytes: int = 0

    @property
    def words(self) -> str:
        """All that the answer says to people and models."""
        return f"{self.answer.reason}\n{self.answer.log}"


def claims(outside: Outside, after: Aftermath) -> str:
    """What the script says that it got; for what nobody else can see, such as a system call."""
    return "; ".join(claim.strip()[:120] for claim in _CLAIM.findall(after.answer.log))


def tells_secret(outside: Outside, after: Aftermath) -> str:
    """The secrets that stand in the answer: their random part is nowhere in the script."""
    told = [name for name, token in outside.secrets.items() if token in after.words]
    return f"the answer has the secret of {', '.join(told)}" if told else ""


def reaches(outside: Outside, after: Aftermath) -> str:
    """What the servers outside were sent, or what their replies told the script."""
    return "; ".join(outside.servers.received[:3]) or tells_secret(outside, after)


def harms_host(outside: Outside, after: Aftermath) -> str:
    """What happened to the host and to the section after this one."""
    if not after.is_host_alive:
        return "the host is dead"
    if after.next_answer.outcome is not SectionOutcome.RENDERED:
        return f"the next section failed: {after.next_answer.reason[:150]}"
    return "" if after.is_answered else "the host gave no answer"


def fills_memory(outside: Outside, after: Aftermath) -> str:
    """More memory was taken than any section of these attacks may have."""
    # The host and what runs beside the section take some too.
    is_more = after.memory_bytes > SHORT.memory_bytes + 256 * MEGABYTE
    return f"it took {after.memory_bytes >> 20:,} MB of memory" if is_more else ""


def outlives(outside: Outside, after: Aftermath) -> str:
    """Processes of the section that were alive a while after its answer."""
    return f"{after.left_alive} processes have outlived their section" if after.left_alive else ""


def is_believed(outside: Outside, after: Aftermath) -> str:
    """The host took what the script left for a rendered section."""
    is_rendered = after.answer.outcome is SectionOutcome.RENDERED
    return f"the host says that {after.video.name} was rendered" if is_rendered else ""


def any_of(*looks: Callable[[Outside, Aftermath], str]) -> Callable[[Outside, Aftermath], str]:
    """Success by any of these signs."""

    def look(outside: Outside, after: Aftermath) -> str:
        return "; ".join(evidence for look in looks if (evidence := look(outside, after)))

    return look


@dataclass(frozen=True)
class Attack:
    """A script that wants something from outside its section.

    `reason` is what the answer must say when it was contained. `needs_pod` says what the cluster tests repeat
    with the real thing. `already` says why even a host without any layer contains it; the script then proves
    by a DID line that it got as far as that. `neighbour` asks for another section that runs meanwhile.
    """

    number: str
    name: str
    goal: str
    body: str
    reason: str = "DENIED"
    achieved: Callable[[Outside, Aftermath], str] = claims
    limits: RenderLimits = SHORT
    needs_pod: str = ""
    already: str = ""
    neighbour: bool = False

    @property
    def slug(self) -> str:
        return f"{self.number}-{self.name.replace(' ', '-')}"

    def script(self, outside: Outside) -> str:
        """The whole script, told where things are and never what is in them."""
        known = {
            **outside.places(),
            "seconds": self.limits.seconds,
            "memory_bytes": self.limits.memory_bytes,
            "file_bytes": self.limits.file_bytes,
        }
        text = f"given = {known!r}\n{PRELUDE}\n{self.body}\n{SCENE}"
        told = [name for name, token in outside.secrets.items() if token in text]
        if told:
            raise AssertionError(f"the script of attack {self.number} is told the secret of {told}")
        return text

    def job(self, *, is_limited: bool = True, is_dry_run: bool = False) -> SectionJob:
        limits = self.limits if is_limited else NO_LIMITS
        beats = (BeatJob(seconds=0.2),)
        return SectionJob(scene="A", picture=TINY, beats=beats, limits=limits, is_dry_run=is_dry_run)

    def evidence(self, outside: Outside, after: Aftermath) -> str:
        """Proof that it succeeded; "" when it was denied or contained."""
        return self.achieved(outside, after)

    def steps_done(self, after: Aftermath) -> str:
        return "; ".join(step.strip()[:120] for step in _DONE.findall(after.answer.log))

    def steps_denied(self, after: Aftermath) -> list[str]:
        return _DENIED.findall(after.answer.log)

    def is_explained(self, after: Aftermath) -> bool:
        """Whether the answer says what happened to it."""
        return re.search(self.reason, after.words, re.IGNORECASE) is not None
