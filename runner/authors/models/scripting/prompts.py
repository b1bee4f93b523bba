"""Builds the prompts to plan, write and mend scripts. Pure."""

from dataclasses import dataclass

from runner.authors.models.base import ChatTurn, Prompt, ShownPicture, Task
from runner.authors.models.prompts.examples import example_for
from runner.authors.models.prompts.files import load_prompt
from runner.authors.models.prompts.kit_pictures import picture_entries, pictures_named
from runner.authors.models.prompts.kit_text import kit_text
from runner.authors.models.prompts.material import enclose
from runner.authors.models.scripting.answers import Plan
from runner.authors.models.scripting.brief import ScriptBrief, all_sections_text, frame_text, section_text
from runner.script.draft import Draft, ScriptFault
from runner.script.excerpt import fenced
from runner.script.repair.part import method_source, outline

# Reasoning models spend most tokens before the first word of their answer.
_PLAN_TOKENS, _SECTION_TOKENS = 24_000, 24_000


def plan_prompt(brief: ScriptBrief) -> Prompt:
    """A prompt for a plan of all sections and the code that they share."""
    sections = enclose("video", all_sections_text(brief))
    request = fill(
        "plan_script_request", brief=frame_text(brief), sections=sections, count=len(brief.sections)
    )
    return task_prompt(Task.PLAN_SCRIPT, brief, request, _PLAN_TOKENS)


def section_prompt(brief: ScriptBrief, plan: Plan, number: int) -> Prompt:
    """A prompt for the class of section `number`, from 1."""
    request = fill(
        "write_section_request",
        brief=frame_text(brief),
        plan=enclose("plan", plan.text or "There is no plan: decide by yourself."),
        shared=shared_text(plan.preamble),
        pictures=pictures_text(plan.notes.get(number, ""), plan.preamble),
        section=enclose("section", section_text(brief, number)),
        scene=brief.scenes[number - 1],
    )
    return task_prompt(Task.WRITE_SECTION, brief, request, _SECTION_TOKENS)


def mend_prompt(brief: ScriptBrief, draft: Draft, fault: ScriptFault) -> Prompt:
    """A prompt to mend the part that failed: a section's method or class, or the shared code."""
    part = _failed_part(draft, fault)
    number = None if fault.scene is None else list(draft.sections).index(fault.scene) + 1
    request = fill(
        "mend_request",
        brief=frame_text(brief),
        section=enclose("video", all_sections_text(brief) if number is None else section_text(brief, number)),
        around=part.around,
        code=f"The part that failed:\n\n{code_text(part.code)}",
        error=enclose("error", fault.error),
        lines=_part("The lines that failed, in the numbers of the whole script:", "lines", fault.lines),
        findings=_part("Found without running it:", "findings", "\n".join(fault.findings)),
        tried=_part("Tried already, in vain:", "tried", "\n\n".join(fault.tried)),
        rewrites=_part("Changed by rule already:", "rewrites", "\n".join(fault.rewrites)),
        signatures=_part("True signatures of the installed version:", "signatures", fault.signatures),
        pictures=pictures_text(part.around, part.code),
        wanted=part.wanted,
    )
    return task_prompt(Task.MEND, brief, request, _SECTION_TOKENS)


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
            draft.preamble, f"The sections that use it:\n\n{code_text(sections)}", "the shared code"
        )
    source, shared = draft.sections[fault.scene], shared_text(draft.preamble)
    method = fault.method and method_source(source, fault.scene, fault.method)
    if not method:
        return _FailedPart(source, shared, f"the class {fault.scene}")
    around = code_text(outline(source, fault.scene, str(fault.method)))
    wanted = f"the method {fault.method} of the class {fault.scene}"
    return _FailedPart(method, f"{shared}\n\nThe class of the part, in outline:\n\n{around}", wanted)


def task_prompt(
    task: Task, brief: ScriptBrief, request: str, tokens: int, pictures: tuple[ShownPicture, ...] = ()
) -> Prompt:
    """The message begins with the task's own rules: what all tasks share is cached by vendors once."""
    turn = ChatTurn(f"{fill(task.value)}\n\n{request}", pictures=pictures)
    return Prompt(task, kit_text(example_for(brief.text)), (turn,), tokens)


def fill(name: str, **values: object) -> str:
    """A request's text; the names are those of its placeholders."""
    return load_prompt(name).fill(**values)


def shared_text(preamble: str) -> str:
    if not preamble.strip():
        return "There is no shared code."
    return f"The shared code:\n\n{code_text(preamble)}"


def pictures_text(*texts: str) -> str:
    """In full, how to call the pictures of the kit that these texts name."""
    entries = picture_entries(pictures_named(*texts))
    if not entries:
        return "None of the pictures that are there already is named here."
    return f"The pictures that are named here, from `scenekit.pictures`:\n\n{fenced(entries, 'python')}"


def code_text(code: str) -> str:
    return enclose("code", fenced(code.strip("\n"), "python"))


def _part(heading: str, name: str, text: str) -> str:
    return f"{heading}\n{enclose(name, text)}" if text.strip() else f"{heading} nothing."
