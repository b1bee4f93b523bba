"""Writes the script of a storyboard, in the form that a person would write it. Pure."""

from collections.abc import Iterable, Sequence

from runner.script.storyboard.section_plan import (
    StoryboardBeat,
    StoryboardPlan,
    StoryboardStage,
    plan_section,
)
from runner.script.storyboard.visuals import (
    BarChartVisual,
    ComparisonVisual,
    EquationVisual,
    FlowVisual,
    Visual,
)
from runner.text.explanation import Explanation, Section

_WIDTH = 100
_NAMES = {
    EquationVisual: "formula",
    FlowVisual: "flow",
    ComparisonVisual: "comparison",
    BarChartVisual: "chart",
}
_TEMPLATES = "BarChart Comparison Flow Formula KeyPhrases SectionTitle Statement".split()


def storyboard_script(explanation: Explanation, language: str | None = None) -> str:
    """A whole script: imports, NARRATION, and one scene per section."""
    scenes = [f"Section{number}" for number in range(1, len(explanation.sections) + 1)]
    classes = [
        storyboard_section(section, scene)
        for section, scene in zip(explanation.sections, scenes, strict=True)
    ]
    used = [name for name in _TEMPLATES if any(f" = {name}(" in text for text in classes)]
    head = [
        '"""A video in the words of its author. Change it, then render it again."""',
        "",
        "from scenekit import NarratedScene",
        f"from scenekit.pictures import {', '.join(used)}",
        "",
        *narration_lines(explanation, scenes, language),
    ]
    return "\n\n\n".join(["\n".join(head) + "\n", *classes]).replace("\n\n\n\n", "\n\n\n")


def storyboard_section(section: Section, scene: str) -> str:
    """One scene class, without the imports of `NarratedScene` and `scenekit.pictures` that it needs."""
    plan = plan_section(section)
    lines = [f"class {scene}(NarratedScene):", "    def construct(self):"]
    body = _statement(plan) if plan.statement else _stages(plan)
    lines += [f"        {line}" if line else "" for line in [*body, "", "self.leave()"]]
    return "\n".join(lines) + "\n"


def storyboard_alone(section: Section, scene: str) -> str:
    """The same class with its imports, so that it can be used without the rest of a script."""
    imports = f"from scenekit import NarratedScene\nfrom scenekit.pictures import {', '.join(_TEMPLATES)}\n"
    return f"{imports}\n\n{storyboard_section(section, scene)}"


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


def literal(text: str) -> str:
    """`text` as a Python literal in double quotes, with unprintable characters escaped."""
    escaped = (_escape(character) for character in text)
    return f'"{"".join(escaped)}"'


def _escape(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    # Format characters, such as those that change the direction, would be invisible in the source.
    return character if character.isprintable() else repr(character)[1:-1]


def _statement(plan: StoryboardPlan) -> list[str]:
    return [
        f"statement = Statement(self, {literal(plan.statement)})",
        "",
        "with self.beat(1) as beat:",
        "    statement.speak(beat)",
    ]


def _stages(plan: StoryboardPlan) -> list[str]:
    lines = [f"title = SectionTitle(self, {literal(plan.title)})"]
    if not plan.stages:
        return [*lines, "title.show()"]
    is_split = any(stage.visual and stage.has_phrases for stage in plan.stages)
    lines += ["upper, lower = self.layout.body.rows(7, 3)"] if is_split else []
    shown: tuple[str, str] | None = None
    for index, stage in enumerate(plan.stages):
        names = _names(stage, plan.stages[:index])
        lines += ["", *_set_up(stage, *names)] if shown else _set_up(stage, *names)
        opening = _leaving(shown, stage.beats[0]) if shown else ["title.show(beat)"]
        lines += [line for beat in _beats(stage, opening, *names) for line in beat]
        shown = names
    return lines


def _leaving(shown: Sequence[str], beat: StoryboardBeat) -> list[str]:
    """What is on screen leaves when the beat's first words that are shown are spoken."""
    words = next(iter((*beat.before, *beat.parts, *beat.after)), "")
    return [line for name in shown if name for line in _call(f"{name}.leave", [literal(words)], first="beat")]


def _names(stage: StoryboardStage, earlier: Sequence[StoryboardStage]) -> tuple[str, str]:
    """The script's variables for the stage's picture and phrases; empty if it has none."""
    picture = _NAMES[type(stage.visual)] if stage.visual else ""
    before = sum(type(other.visual) is type(stage.visual) for other in earlier)
    phrases = ("notes" if picture else "phrases") if stage.has_phrases else ""
    phrases_before = sum(other.has_phrases and bool(other.visual) == bool(picture) for other in earlier)
    return _numbered(picture, before), _numbered(phrases, phrases_before)


def _numbered(name: str, before: int) -> str:
    return f"{name}{before + 1}" if name and before else name


def _set_up(stage: StoryboardStage, picture: str, phrases: str) -> list[str]:
    lines: list[str] = []
    if stage.visual:
        lines += _picture(stage.visual, picture, "upper" if phrases else "")
    if phrases:
        groups = [f"[{', '.join(map(literal, group))}]" for beat in stage.beats for group in beat.phrases]
        lines += _call(f"{phrases} = KeyPhrases", [*groups, *(["region=lower"] if picture else [])])
    return lines


def _picture(visual: Visual, name: str, region: str) -> list[str]:
    room = [f"region={region}"] if region else []
    match visual:
        case EquationVisual(tex=tex, plain=plain):
            return _call(f"{name} = Formula", [literal(tex), literal(plain), *room])
        case FlowVisual(parts=parts):
            return _call(f"{name} = Flow", [*(literal(part.text) for part in parts), *room])
        case BarChartVisual(bars=bars):
            data = (f"({literal(bar.label)}, {bar.value:g}, {literal(bar.shown)})" for bar in bars)
            return _call(f"{name} = BarChart", [*data, *room])
        case ComparisonVisual():
            return _call(f"{name} = Comparison", [*_sides(visual), *room])


def _sides(comparison: ComparisonVisual) -> tuple[str, str]:
    sides = ((comparison.left, comparison.left_points), (comparison.right, comparison.right_points))
    left, right = (
        f"[{', '.join([literal(head.text), *(literal(p.text) for p in points)])}]" for head, points in sides
    )
    return left, right


def _beats(stage: StoryboardStage, opening: Sequence[str], picture: str, phrases: str) -> Iterable[list[str]]:
    is_whole = len([beat for beat in stage.beats if beat.parts]) == 1
    for index, beat in enumerate(stage.beats):
        lines = [*opening] if index == 0 else []
        lines += [f"{phrases}.speak(beat)"] if beat.before else []
        if beat.parts:
            texts = [] if is_whole else [literal(text) for text in beat.parts]
            lines += _call(f"{picture}.draw", texts, first="beat")
        lines += [f"{phrases}.speak(beat)"] if beat.after else []
        yield ["", f"with self.beat({beat.number}) as beat:", *(f"    {line}" for line in lines)]


def _call(function: str, arguments: Sequence[str], first: str = "self") -> list[str]:
    """A call on one line if it fits, else with one argument per line."""
    line = f"{function}({', '.join([first, *arguments])})"
    if len(line) <= _WIDTH:
        return [line]
    return [f"{function}(", *(f"    {argument}," for argument in [first, *arguments]), ")"]
