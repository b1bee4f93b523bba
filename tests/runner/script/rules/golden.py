"""Golden cases of rules: what a scene said, the error it failed with, and what it says after mending."""

from dataclasses import dataclass

from runner.script.analysis.signatures import LibraryInterface
from runner.script.mending.rewrites import rewrite
from runner.script.rules.failure import Frame, SceneFailure
from runner.script.rules.patient import Patient, Proposal, Repair, Rule, patient_of

HEAD = "from manim import *"
TOP = "\n\nclass Scene1(Scene):\n    def construct(self):\n"
INDENT = " " * 8


@dataclass(frozen=True)
class Golden:
    """`before` and `after` are the lines of `construct`; `after` is None if the rule leaves them alone.

    `error` is what the run failed with, such as `NameError: name 'x' is not defined`. The line that failed
    is the first one that changes, or `line`, counted from 1 in `construct`. `sentence` is the reason of the
    first repair. `head` and `head_after` stand above the scene, and `scene_after` is what the scene is
    derived from afterwards. `log` is what the run printed.
    """

    rule: str
    error: str
    before: str
    after: str | None
    sentence: str = ""
    line: int = 0
    head: str = HEAD
    head_after: str = ""
    scene_after: str = "Scene"
    log: str = ""

    def text(self, body: str, head: str) -> str:
        return head + TOP + "".join(f"{INDENT}{line}\n" if line else "\n" for line in body.split("\n"))

    @property
    def before_text(self) -> str:
        return self.text(self.before, self.head)

    @property
    def after_text(self) -> str:
        text = self.text(self.before if self.after is None else self.after, self.head_after or self.head)
        return text.replace("class Scene1(Scene)", f"class Scene1({self.scene_after})")

    @property
    def failing_line(self) -> int:
        """The line that failed, in the whole text."""
        lines, others = self.before.split("\n"), (self.after or self.before).split("\n")
        pairs = enumerate(zip(lines, others, strict=False), 1)
        changed = next((number for number, (old, new) in pairs if old != new), 1)
        return (self.head + TOP).count("\n") + (self.line or changed)

    def patient(self, interface: LibraryInterface) -> Patient:
        kind, _, message = self.error.partition(": ")
        failure = SceneFailure("Scene1", kind, message, (Frame(self.failing_line, "construct"),), self.log)
        patient = patient_of(self.before_text, interface, failure)
        if patient is None:
            raise ValueError("the case does not parse")
        return patient


def mended(patient: Patient, name: str, rule: Rule) -> tuple[str, str]:
    """The text after the rule's first repair of each fault, and the reason of the first one."""
    best: dict[tuple[int, str], Proposal] = {}
    for proposal in rule(patient):
        best.setdefault((proposal.line, proposal.fault), proposal)
    rewritten = rewrite(patient.text, [Repair(name, proposal) for proposal in best.values()])
    return rewritten.text, rewritten.rewrites[0].reason if rewritten.rewrites else ""
