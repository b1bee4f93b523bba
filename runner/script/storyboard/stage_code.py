"""Writes what happens in a section: its title, then stage after stage, beat after beat. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runner.script.storyboard.literals import call_lines, literal, value_literal
from runner.script.storyboard.section_plan import StoryboardBeat, StoryboardPlan, StoryboardStage
from runner.script.storyboard.visuals import Visual, VisualPart


@dataclass(frozen=True)
class _OnStage:
    """The script's variables for a stage's picture and phrases; empty if it has none."""

    picture: str
    phrases: str

    @property
    def names(self) -> list[str]:
        return [name for name in (self.picture, self.phrases) if name]


def pictures_in(plan: StoryboardPlan) -> set[str]:
    """The names that the section's code needs from `scenekit.pictures`."""
    if plan.statement:
        return {"Statement"}
    named = {stage.visual.picture for stage in plan.stages if stage.visual}
    has_phrases = any(stage.has_phrases for stage in plan.stages)
    return {"SectionTitle", *named, *(["KeyPhrases"] if has_phrases else [])}


def stage_lines(plan: StoryboardPlan) -> list[str]:
    """The lines of `construct`, without its last one."""
    if plan.statement:
        return _statement(plan)
    lines = [f"title = SectionTitle(self, {literal(plan.title)})"]
    if not plan.stages:
        return [*lines, "title.show()"]
    if any(stage.visual and stage.has_phrases for stage in plan.stages):
        lines.append("upper, lower = self.layout.body.rows(7, 3)")
    shown: _OnStage | None = None
    for index, stage in enumerate(plan.stages):
        on_stage = _names(stage, plan.stages[:index])
        lines += ["", *_set_up(stage, on_stage)] if shown else _set_up(stage, on_stage)
        opening = _leaving(shown, stage.beats[0]) if shown else ["title.show(beat)"]
        lines += [line for beat in _beats(stage, opening, on_stage) for line in beat]
        shown = on_stage
    return lines


def _statement(plan: StoryboardPlan) -> list[str]:
    return [
        f"statement = Statement(self, {literal(plan.statement)})",
        "",
        "with self.beat(1) as beat:",
        "    statement.speak(beat)",
    ]


def _leaving(shown: _OnStage, beat: StoryboardBeat) -> list[str]:
    """What is on screen leaves when the beat's first words that are shown are spoken."""
    words = next(iter((*(part.cue for part in beat.parts), *beat.phrases)), "")
    return [line for name in shown.names for line in call_lines(f"{name}.leave", [literal(words)], "beat")]


def _names(stage: StoryboardStage, earlier: Sequence[StoryboardStage]) -> _OnStage:
    kind = stage.visual.picture if stage.visual else ""
    before = sum(bool(other.visual and other.visual.picture == kind) for other in earlier)
    phrases = ("notes" if kind else "phrases") if stage.has_phrases else ""
    phrases_before = sum(other.has_phrases and bool(other.visual) == bool(kind) for other in earlier)
    return _OnStage(_numbered(_variable(kind), before), _numbered(phrases, phrases_before))


def _variable(kind: str) -> str:
    """The class's name as a variable: `bar_chart` for BarChart."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()


def _numbered(name: str, before: int) -> str:
    return f"{name}{before + 1}" if name and before else name


def _set_up(stage: StoryboardStage, on_stage: _OnStage) -> list[str]:
    lines: list[str] = []
    if stage.visual:
        lines += _picture(stage.visual, on_stage.picture, "upper" if on_stage.phrases else "")
    if on_stage.phrases:
        icon = [f"icon={literal(stage.icon)}"] if stage.icon else []
        groups = [value_literal(list(beat.phrases)) for beat in stage.beats if beat.phrases]
        room = ["region=lower"] if stage.visual else []
        lines += call_lines(f"{on_stage.phrases} = KeyPhrases", [*groups, *icon, *room])
    return lines


def _picture(visual: Visual, name: str, region: str) -> list[str]:
    options = [f"{option}={value_literal(value)}" for option, value in visual.options]
    room = [f"region={region}"] if region else []
    return call_lines(f"{name} = {visual.picture}", [*map(value_literal, visual.arguments), *options, *room])


def _beats(stage: StoryboardStage, opening: Sequence[str], on_stage: _OnStage) -> Iterator[list[str]]:
    for index, beat in enumerate(stage.beats):
        lines = [*opening] if index == 0 else []
        lines += _spoken(stage, beat, on_stage)
        yield ["", f"with self.beat({beat.number}) as beat:", *(f"    {line}" for line in lines)]


def _spoken(stage: StoryboardStage, beat: StoryboardBeat, on_stage: _OnStage) -> list[str]:
    if beat.phrases:
        return [f"{on_stage.phrases}.speak(beat)"]
    picture = on_stage.picture
    goes_on = f"{picture}.keep_moving(beat)"
    if beat.parts:
        is_plain = stage.visual is not None and set(beat.parts) == set(stage.visual.parts)
        is_plain = is_plain and not any(part.spoken and part.text for part in beat.parts)
        named = [] if is_plain else [_named(part) for part in beat.parts]
        return [*call_lines(f"{picture}.draw", named, "beat"), goes_on]
    lit = call_lines(f"{picture}.highlight", list(map(_named, beat.again)), "beat")
    return [*(lit if beat.again else []), goes_on]


def _named(part: VisualPart) -> str:
    return value_literal((part.text, part.spoken)) if part.spoken else literal(part.text)
