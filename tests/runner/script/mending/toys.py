"""Toy scripts whose scenes fail at each line that says so, toy rules, and a run that is no run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from runner.script.analysis.signatures import LibraryInterface
from runner.script.mending.by_rule import RuleMender
from runner.script.parsing import lines_of
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Patient, Proposal, Rule

_FAULT = re.compile(r"\bbad_\w+")
_CLASS = re.compile(r"class (\w+)")


@dataclass(frozen=True)
class ToyRun:
    reason: str = ""
    log: str = ""


@dataclass
class ToyHost:
    """Fails at the first `bad_…` above all classes or in the scene's own; counts what it runs."""

    texts: list[tuple[str, str]] = field(default_factory=list)

    async def try_scene(self, text: str, scene: str) -> ToyRun:
        self.texts.append((text, scene))
        owner = ""
        for number, line in enumerate(lines_of(text), 1):
            if found := _CLASS.match(line):
                owner = found[1]
            fault = _FAULT.search(line)
            if fault and owner in {"", scene}:
                return _failed(
                    number, f"name '{fault[0]}' is not defined", "construct" if owner else "<module>"
                )
        return ToyRun()


def _failed(line: int, message: str, function: str) -> ToyRun:
    log = (
        "Traceback (most recent call last):\n"
        f'  File "/sandbox/script.py", line {line}, in {function}\n'
        "    something\n"
        f"NameError: {message}\n"
    )
    return ToyRun(f"line {line}: NameError: {message}", log)


def replacing(old: str, *new: str) -> Rule:
    """A rule that writes each of `new` in the place of each `old`."""

    def rule(patient: Patient) -> Iterator[Proposal]:
        for number, line in enumerate(lines_of(patient.text), 1):
            for found in re.finditer(rf"\b{old}\b", line):
                start = patient.source.place(number, 0) + found.start()
                for text in new:
                    edit = Edit(start, start + len(old), text)
                    yield Proposal(number, old, f"{old} is bad", (edit,))

    return rule


def mender(host: ToyHost, **rules: Rule) -> RuleMender:
    return RuleMender(LibraryInterface(modules={}), host.try_scene, rules)


def script(*scenes: str, head: str = "") -> str:
    """A script with a scene for each argument, which is its lines."""
    parts = [head] if head else []
    for number, body in enumerate(scenes, 1):
        lines = "".join(f"        {line}\n" for line in body.split("\n"))
        parts.append(f"class S{number}(Scene):\n    def construct(self):\n{lines}")
    return "\n\n".join(parts)
