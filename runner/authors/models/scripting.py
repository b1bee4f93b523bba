"""Builds the prompts to plan, write, mend and review scripts, and reads the answers. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from contract.catalogue import LANGUAGES
from runner.authors.models.base import ChatTurn, Prompt, Task
from runner.authors.models.prompts.files import load_prompt
from runner.authors.models.prompts.kit_text import kit_text
from runner.authors.models.prompts.material import enclose
from runner.script.answers import class_in, python_in, sound_code_in, whole
from runner.script.draft import BeatPacing, Draft, PacingReport, ScriptFault
from runner.script.excerpt import fenced
from runner.script.parsing import tree_of
from runner.script.repair.part import method_source, outline, with_method
from runner.text.explanation import Section

# Reasoning models spend most tokens before the first word of their answer.
_PLAN_TOKENS, _SECTION_TOKENS, _REVIEW_TOKENS = 24_000, 24_000, 40_000
_MAX_NOTE_CHARACTERS = 2_000
_HEADING = re.compile(
    r"^[ \t>]{0,4}(?:#{1,6}[ \t]{0,4}|\*\*)(?:\*\*)?section[\s_-]{0,3}(\d{1,3})\b[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
_CODE_BLOCK = re.compile(r"^[ \t]{0,4}(?:```|~~~)", re.MULTILINE)


@dataclass(frozen=True)
class SectionBrief:
    """A section: its spoken text, the seconds of each beat, and the refined text for its facts."""

    spoken: Section
    seconds: tuple[float, ...]
    refined: str = ""


@dataclass(frozen=True)
class ScriptBrief:
    """The input for writing a script. The frame's size is in Manim units."""

    title: str
    language: str
    theme: str
    aspect: str
    frame_width: float
    frame_height: float
    sections: tuple[SectionBrief, ...]

    @property
    def scenes(self) -> tuple[str, ...]:
        return tuple(f"Section{number}" for number in range(1, len(self.sections) + 1))


@dataclass(frozen=True)
class Plan:
    """A plan of the pictures: code that sections share, and notes by section number, from 1."""

    preamble: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n\n".join(f"Section {number}\n{note}" for number, note in sorted(self.notes.items()))


def plan_prompt(brief: ScriptBrief) -> Prompt:
    """A prompt for a plan of all sections and the code that they share."""
    sections = enclose("video", _all_sections(brief))
    request = _fill("plan_script_request", brief=_frame(brief), sections=sections, count=len(brief.sections))
    return Prompt(Task.PLAN_SCRIPT, _instructions("plan_script"), (ChatTurn(request),), _PLAN_TOKENS)


def section_prompt(brief: ScriptBrief, plan: Plan, number: int) -> Prompt:
    """A prompt for the class of section `number`, from 1."""
    request = _fill(
        "write_section_request",
        brief=_frame(brief),
        plan=enclose("plan", plan.text or "There is no plan: decide by yourself."),
        shared=_shared(plan.preamble),
        section=enclose("section", _section(brief, number)),
        scene=brief.scenes[number - 1],
    )
    return Prompt(Task.WRITE_SECTION, _instructions("write_section"), (ChatTurn(request),), _SECTION_TOKENS)


def mend_prompt(brief: ScriptBrief, draft: Draft, fault: ScriptFault) -> Prompt:
    """A prompt to mend the part that failed: a section's method or class, or the shared code."""
    part = _failed_part(draft, fault)
    number = None if fault.scene is None else list(draft.sections).index(fault.scene) + 1
    request = _fill(
        "mend_request",
        brief=_frame(brief),
        section=enclose("video", _all_sections(brief) if number is None else _section(brief, number)),
        around=part.around,
        code=f"The part that failed:\n\n{_code(part.code)}",
        error=enclose("error", fault.error),
        lines=_part("The lines that failed, in the numbers of the whole script:", "lines", fault.lines),
        findings=_part("Found without running it:", "findings", "\n".join(fault.findings)),
        tried=_part("Tried already, in vain:", "tried", "\n\n".join(fault.tried)),
        rewrites=_part("Changed by rule already:", "rewrites", "\n".join(fault.rewrites)),
        signatures=_part("True signatures of the installed version:", "signatures", fault.signatures),
        wanted=part.wanted,
    )
    return Prompt(Task.MEND, _instructions("mend"), (ChatTurn(request),), _SECTION_TOKENS)


@dataclass(frozen=True)
class _FailedPart:
    """The code to mend, what a model has to know of the code around it, and what it is called."""

    code: str
    around: str
    wanted: str


def _failed_part(draft: Draft, fault: ScriptFault) -> _FailedPart:
    if fault.scene is None:
        sections = "\n\n\n".join(filter(None, draft.sections.values()))
        return _FailedPart(
            draft.preamble, f"The sections that use it:\n\n{_code(sections)}", "the shared code"
        )
    source, shared = draft.sections[fault.scene], _shared(draft.preamble)
    method = fault.method and method_source(source, fault.scene, fault.method)
    if not method:
        return _FailedPart(source, shared, f"the class {fault.scene}")
    around = _code(outline(source, fault.scene, str(fault.method)))
    wanted = f"the method {fault.method} of the class {fault.scene}"
    return _FailedPart(method, f"{shared}\n\nThe class of the part, in outline:\n\n{around}", wanted)


def review_prompt(brief: ScriptBrief, draft: Draft, flow: PacingReport) -> Prompt:
    """A prompt to review the visual flow; sections without measured pacing are left out."""
    code = "\n\n\n".join(source for scene, source in draft.sections.items() if scene in flow.beats)
    request = _fill(
        "review_request",
        brief=_frame(brief),
        sections=enclose("video", _all_sections(brief)),
        shared=_shared(draft.preamble),
        code=f"The sections:\n\n{_code(code)}",
        flow="\n".join(line for scene, beats in flow.beats.items() for line in _flow_lines(scene, beats)),
    )
    return Prompt(Task.REVIEW, _instructions("review"), (ChatTurn(request),), _REVIEW_TOKENS)


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


def _instructions(name: str) -> str:
    return _fill(name, kit=kit_text())


def _fill(name: str, **values: object) -> str:
    return load_prompt(name).fill(**values)


def _frame(brief: ScriptBrief) -> str:
    """The facts about the whole video, which come first in every request."""
    entry = LANGUAGES.get(brief.language)
    language = f"{entry.name} (language code {brief.language})" if entry else brief.language
    width, height = brief.frame_width, brief.frame_height
    return "\n".join(
        [
            f"Language of the video and of all on-screen text: {language}.",
            f"Theme: {brief.theme}.",
            f"Aspect: {brief.aspect}. The frame is {width:.2f} units wide and {height:.2f} units high: "
            f"x from {-width / 2:.2f} to {width / 2:.2f}, y from {-height / 2:.2f} to {height / 2:.2f}.",
            f"Sections: {len(brief.sections)}, with the classes {', '.join(brief.scenes)}.",
        ]
    )


def _all_sections(brief: ScriptBrief) -> str:
    parts = [_section(brief, number) for number in range(1, len(brief.sections) + 1)]
    return "\n\n".join([f"The video: {_line(brief.title)}", *parts])


def _section(brief: ScriptBrief, number: int) -> str:
    section = brief.sections[number - 1]
    lines = [f"Section {number}: {_line(section.spoken.title)} (class {brief.scenes[number - 1]})"]
    beats = zip(section.spoken.beats, section.seconds, strict=True)
    lines += [
        f"beat {index} ({seconds:.2f} s): {_line(text)}" for index, (text, seconds) in enumerate(beats, 1)
    ]
    if section.refined and _line(section.refined) != _line(" ".join(section.spoken.beats)):
        lines.append(f"The facts, to show what is true: {_line(section.refined)}")
    return "\n".join(lines)


def _shared(preamble: str) -> str:
    if not preamble.strip():
        return "There is no shared code."
    return f"The shared code:\n\n{_code(preamble)}"


def _code(code: str) -> str:
    return enclose("code", fenced(code.strip("\n"), "python"))


def _part(heading: str, name: str, text: str) -> str:
    return f"{heading}\n{enclose(name, text)}" if text.strip() else f"{heading} nothing."


def _flow_lines(scene: str, beats: Sequence[BeatPacing]) -> list[str]:
    return [
        f"{scene} beat {beat.number}: the voice speaks {beat.speech_seconds:.2f} s, "
        f"its pictures end after {beat.picture_seconds:.2f} s"
        for beat in beats
    ]


def _line(text: str) -> str:
    """`text` as one line, so that it can't look like another beat."""
    return " ".join(text.split())
