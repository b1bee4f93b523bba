"""Writes the script of a storyboard, in the form that a person would write it. Pure."""

from collections.abc import Sequence

from runner.script.storyboard.literals import literal
from runner.script.storyboard.section_plan import StoryboardPlan, plan_section
from runner.script.storyboard.stage_code import pictures_in, stage_lines
from runner.text.explanation import Explanation, Section

STORYBOARD_HEAD = '"""A video in the words of its author. Change it, then render it again."""'


def storyboard_script(explanation: Explanation, language: str | None = None) -> str:
    """A whole script: imports, NARRATION, and one scene per section."""
    scenes = [f"Section{number}" for number in range(1, len(explanation.sections) + 1)]
    plans = [plan_section(section, language) for section in explanation.sections]
    head = [
        STORYBOARD_HEAD,
        "",
        *_imports(plans),
        "",
        *narration_lines(explanation, scenes, language),
    ]
    classes = [_scene_class(plan, scene) for plan, scene in zip(plans, scenes, strict=True)]
    return "\n\n\n".join(["\n".join(head) + "\n", *classes]).replace("\n\n\n\n", "\n\n\n")


def storyboard_section(section: Section, scene: str) -> str:
    """One scene class, without the imports of `NarratedScene` and `scenekit.pictures` that it needs."""
    return _scene_class(plan_section(section), scene)


def storyboard_alone(section: Section, scene: str, language: str | None = None) -> str:
    """The same class with its imports, so that it can be used without the rest of a script."""
    plan = plan_section(section, language)
    return "\n".join([*_imports([plan]), "", "", _scene_class(plan, scene)])


def narration_lines(explanation: Explanation, scenes: Sequence[str], language: str | None) -> list[str]:
    """The NARRATION literal of a script."""
    lines = ["NARRATION = {", f'    "title": {literal(explanation.title)},']
    if language:
        lines.append(f'    "language": {literal(language)},')
    lines.append('    "sections": [')
    for section, scene in zip(explanation.sections, scenes, strict=True):
        lines += [
            "        {",
            f'            "scene": "{scene}",',
            f'            "title": {literal(section.title)},',
            '            "beats": [',
            *(f"                {literal(beat)}," for beat in section.beats),
            "            ],",
            "        },",
        ]
    return [*lines, "    ],", "}"]


def _imports(plans: Sequence[StoryboardPlan]) -> list[str]:
    names = sorted({name for plan in plans for name in pictures_in(plan)})
    line = f"from scenekit.pictures import {', '.join(names)}"
    if len(line) > 100:
        line = "\n".join(["from scenekit.pictures import (", *(f"    {name}," for name in names), ")"])
    return ["from scenekit import NarratedScene", line]


def _scene_class(plan: StoryboardPlan, scene: str) -> str:
    lines = [f"class {scene}(NarratedScene):", "    def construct(self):"]
    lines += [f"        {line}" if line else "" for line in [*stage_lines(plan), "", "self.leave()"]]
    return "\n".join(lines) + "\n"
