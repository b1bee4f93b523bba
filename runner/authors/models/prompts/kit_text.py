"""What all script tasks are told of Manim and scenekit."""

import ast
import sys
from functools import cache
from importlib import resources
from importlib.metadata import version

from runner.authors.models.prompts.files import load_prompt
from runner.authors.models.prompts.kit_interface import scenekit_interface
from runner.authors.models.prompts.kit_pictures import common_calls, picture_catalogue
from runner.authors.models.prompts.timed_text import guessed_times, timed_beat
from runner.script.source import read_script


@cache
def kit_text() -> str:
    """The instructions of every script task, the same to the byte, so that vendors' caches serve them all."""
    major, minor, *_ = sys.version_info
    beats, code = _example_parts()
    return load_prompt("script_kit").fill(
        manim_version=version("manim"),
        python_version=f"{major}.{minor}",
        scenekit=scenekit_interface(),
        catalogue=picture_catalogue(),
        common=common_calls(),
        beats=beats,
        example=code,
    )


def example_script() -> str:
    """The script that is shown as an example, whole."""
    file = resources.files("runner.authors.models.prompts").joinpath("texts", "example.py")
    return file.read_text(encoding="utf-8")


def _example_parts() -> tuple[str, str]:
    """The example's beats as models get them, and its code without the narration."""
    text = example_script()
    sections = read_script(text).narration.sections
    beats = [
        line
        for number, section in enumerate(sections, 1)
        for line in (
            f"Section {number}: {section.title} (class {section.scene})",
            *(timed_beat(place, beat, guessed_times(beat)) for place, beat in enumerate(section.beats, 1)),
        )
    ]
    return "\n".join(beats), _without_narration(text)


def _without_narration(text: str) -> str:
    lines = text.splitlines()
    for node in ast.parse(text).body:
        is_narration = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NARRATION"
        if is_narration and node.end_lineno is not None:
            del lines[node.lineno - 1 : node.end_lineno + 2]
    return "\n".join(lines).partition("from manim import *\n")[2].strip()
