"""A script as text: its narration, its scenes, and each scene's dependencies. Parsed, never executed."""

import ast
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from contract.failure import FailureCode, PodreelError
from runner.script.parsing import first_line, lines_of, mentioned_in, module_of, takes_long
from runner.script.scene_source import SceneSources
from runner.script.scenes import scenes_of
from runner.text.explanation import Explanation, Section


class SceneNarration(Section):
    """A section of a script's NARRATION, with the scene that shows it. It may have no beats."""

    scene: str = Field(min_length=1)
    beats: tuple[str, ...] = ()

    @property
    def section(self) -> Section:
        """The section without its scene."""
        return Section(title=self.title, beats=self.beats, exhibits=self.exhibits)


class ScriptNarration(BaseModel):
    """The NARRATION of a script: its spoken text, and the scene that shows each section."""

    model_config = ConfigDict(frozen=True)

    title: str = Field(min_length=1)
    language: str | None = Field(default=None, description="Null if the script names none.")
    sections: tuple[SceneNarration, ...] = Field(min_length=1)

    @field_validator("sections")
    @classmethod
    def _shows_each_scene_once(cls, sections: tuple[SceneNarration, ...]) -> tuple[SceneNarration, ...]:
        if len({section.scene for section in sections}) < len(sections):
            raise ValueError("two sections name the same scene")
        return sections

    @property
    def explanation(self) -> Explanation:
        return Explanation(
            title=self.title,
            sections=tuple(part.section for part in self.sections),
        )


@dataclass(frozen=True)
class Script:
    """A parsed script and its narration."""

    text: str
    narration: ScriptNarration

    @property
    def scenes(self) -> tuple[str, ...]:
        return tuple(section.scene for section in self.narration.sections)

    def source_for(self, scene: str) -> str:
        """The source that `scene` depends on: the script without NARRATION and all that it does not use."""
        source = self._sources.drawn_by(scene)
        # A scene may show what NARRATION says.
        return self.text if source is None or self._mentions_narration else source

    def lines_for(self, scene: str) -> str:
        """The same as written, each statement at its line, for what depends on lines too."""
        wanted = self._sources.positions_of(scene)
        lines = lines_of(self.text)
        parts = ((number, lines[number - 1]) for span in wanted for number in span)
        return (
            self.text if self._mentions_narration else "\n".join(f"{number} {line}" for number, line in parts)
        )

    @cached_property
    def _mentions_narration(self) -> bool:
        body = (node for node in module_of(self.text).body if _narration_value(node) is None)
        return any("NARRATION" in mentioned_in(node) for node in body)

    @cached_property
    def _sources(self) -> SceneSources:
        body = (node for node in module_of(self.text).body if _narration_value(node) is None)
        return SceneSources(body, self.scenes)


def replace_scene(script: Script, scene: str, source: str) -> Script:
    """The same script with that scene's class replaced by `source`."""
    node = next(
        node for node in module_of(script.text).body if isinstance(node, ast.ClassDef) and node.name == scene
    )
    first = first_line(node)
    lines = lines_of(script.text)
    kept = [*lines[: first - 1], *lines_of(source.rstrip()), *lines[node.end_lineno :]]
    return Script("\n".join(kept) + "\n", script.narration)


def with_exhibits_of(script: Script, spoken: Explanation) -> Script:
    """The script whose sections know what the spoken text shows beside them, which NARRATION doesn't hold."""
    sections = tuple(
        section.model_copy(update={"exhibits": told.exhibits}) if section.beats == told.beats else section
        for section, told in zip(script.narration.sections, spoken.sections, strict=True)
    )
    return replace(script, narration=script.narration.model_copy(update={"sections": sections}))


def read_script(text: str) -> Script:
    """Parses a script. If it has no NARRATION, each scene class is a silent section.

    Raises PodreelError(script_failed), with the line, if it doesn't parse or has no scene.
    """
    tree = _parse(text)
    value = _narration_in(tree)
    if value is None:
        return Script(text, _silent_narration(tree))
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    narration = _validate(value)
    missing = [section.scene for section in narration.sections if section.scene not in classes]
    if missing:
        raise _refuse(f"NARRATION names the scene {missing[0]!r}, but the script has no class of that name")
    return Script(text, narration)


def read_narration(text: str) -> ScriptNarration:
    """The script's NARRATION literal.

    Raises PodreelError(script_failed) if it is missing or malformed.
    """
    value = _narration_in(_parse(text))
    if value is None:
        raise _refuse("the script has no NARRATION")
    return _validate(value)


def _parse(text: str) -> ast.Module:
    if takes_long(text):
        raise _refuse(f"it is too long to be read: {len(text):,} characters")
    try:
        return module_of(text)
    except SyntaxError as error:
        raise _refuse(f"line {error.lineno}: {error.msg}" if error.lineno else error.msg) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise _refuse(f"it can't be parsed ({error})") from error


def _validate(value: ast.expr) -> ScriptNarration:
    try:
        literal: Any = ast.literal_eval(value)
        return ScriptNarration.model_validate(literal)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in problem["loc"])
        message = problem["msg"].removeprefix("Value error, ")
        raise _refuse(f"line {value.lineno}: NARRATION {place}: {message}") from error
    except (ValueError, TypeError) as error:
        raise _refuse(f"line {value.lineno}: NARRATION must be a plain literal") from error


def _narration_value(node: ast.stmt) -> ast.expr | None:
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    if not isinstance(node, ast.Assign | ast.AnnAssign) or len(targets) != 1:
        return None
    is_narration = isinstance(targets[0], ast.Name) and targets[0].id == "NARRATION"
    return node.value if is_narration else None


def _narration_in(tree: ast.Module) -> ast.expr | None:
    return next(filter(None, map(_narration_value, tree.body)), None)


def _silent_narration(tree: ast.Module) -> ScriptNarration:
    scenes = [node.name for node in scenes_of(tree)]
    if not scenes:
        raise _refuse(
            "the script has no class with a construct method, so there is nothing to render",
            "Put the pictures into `class Name(Scene):`, in its `def construct(self):`.",
        )
    sections = tuple(SceneNarration(scene=name, title=name) for name in scenes)
    return ScriptNarration(title=scenes[0], sections=sections)


def _refuse(reason: str, next_step: str = "Correct the script and render it again.") -> PodreelError:
    return PodreelError(FailureCode.SCRIPT_FAILED, f"The script can't be used: {reason}.", next_step)
