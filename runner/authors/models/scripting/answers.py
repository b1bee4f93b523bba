"""Reads plans and code out of models' answers. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from runner.script.answers import class_in, python_in, sound_code_in, whole
from runner.script.parsing import tree_of
from runner.script.repair.part import with_method

# A note ends with what carries over: none that a model means is ever cut.
_MAX_NOTE_CHARACTERS = 8_000
_HEADING = re.compile(
    r"^[ \t>]{0,4}(?:#{1,6}[ \t]{0,4}|\*\*)(?:\*\*)?section[\s_-]{0,3}(\d{1,3})\b[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
_CODE_BLOCK = re.compile(r"^[ \t]{0,4}(?:```|~~~)", re.MULTILINE)


@dataclass(frozen=True)
class Plan:
    """A plan of the pictures: code that sections share, and notes by section number, from 1."""

    preamble: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n\n".join(f"Section {number}\n{note}" for number, note in sorted(self.notes.items()))


def read_plan(answer: str) -> Plan:
    """The notes of each section and the shared code; missing parts are empty."""
    notes: dict[int, str] = {}
    headings = list(_HEADING.finditer(answer))
    ends = [heading.start() for heading in headings[1:]] + [len(answer)]
    for heading, end in zip(headings, ends, strict=False):
        note = _CODE_BLOCK.split(answer[heading.end() : end], maxsplit=1)[0].strip()
        if note:
            notes.setdefault(int(heading[1]), note[:_MAX_NOTE_CHARACTERS])
    return Plan(read_preamble(answer) or "", notes)


def read_preamble(answer: str) -> str | None:
    """The code of an answer, made to parse where rules can do that; None if there is none."""
    return sound_code_in(answer)


def read_section(answer: str, scene: str) -> str | None:
    """The class `scene` with the definitions it needs; None if the answer has none.

    A class alone that doesn't parse is returned unchanged: when it is tried, rules mend it and tell what they
    did, or the model is told its error. That also holds for one that is cut off.
    """
    code = python_in(answer)
    if code is None or tree_of(code) is not None:
        return code and class_in(code, scene)
    classes = _CLASS.findall(code)
    mended = None if classes == [scene] else whole(code)
    if mended is None:
        return code if scene in classes else None
    return class_in(mended, scene)


def read_method(answer: str, source: str, scene: str, method: str) -> str | None:
    """The section with the answer's version of the method; None if the answer has none, or it is cut off."""
    code = sound_code_in(answer)
    return None if code is None else with_method(source, scene, method, code)


def read_review(answer: str, scenes: Sequence[str]) -> dict[str, str]:
    """The classes that the reviewer changed, by scene; none for an `OK` or an answer that is cut off."""
    code = sound_code_in(answer)
    tree = tree_of(code) if code else None
    if code is None or tree is None:
        return {}
    # By name only: a class of another name can't be assigned to a section.
    named = {getattr(node, "name", "") for node in tree.body}
    found = {scene: class_in(code, scene) for scene in scenes if scene in named}
    return {scene: source for scene, source in found.items() if source}
