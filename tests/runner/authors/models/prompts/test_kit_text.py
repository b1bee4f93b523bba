"""What models are told of scenekit is true and complete, and no more than scripts may call."""

import ast
import re
import sys
from importlib.metadata import version

import pytest

from runner.authors.models.prompts.examples import usual_example, usual_script
from runner.authors.models.prompts.kit_interface import UNTOLD, scenekit_interface
from runner.authors.models.prompts.kit_text import kit_text
from runner.script.source import read_script
from scenekit import TYPE_SCALE, NarratedScene, Region, Theme
from scenekit import __all__ as kit_names
from scenekit.narration import Beat

RENDERERS = {"setup", "tear_down", "start_seconds"}


def test_every_name_that_scripts_use_is_told_and_no_other() -> None:
    told = set(re.findall(r"^(?:class )?(\w+)\b", scenekit_interface(), re.MULTILINE)) - {"class"}
    assert told == {*kit_names} - UNTOLD


@pytest.mark.parametrize("kind", [NarratedScene, Beat, Region, Theme])
def test_every_method_and_value_is_told(kind: type) -> None:
    (told,) = re.findall(rf"^class {kind.__name__}\b(.*(?:\n    .*)+)", scenekit_interface(), re.MULTILINE)
    names = {name for name in vars(kind) if not name.startswith("_")} - RENDERERS
    assert all(re.search(rf"\b{name}\b", told) for name in names)


@pytest.mark.parametrize("name", sorted(RENDERERS | {"use_plan", "current_plan", "NarrationClock"}))
def test_what_only_the_renderer_needs_is_not_told(name: str) -> None:
    assert not re.search(rf"\b{name}\b", kit_text(usual_example()))


def test_names_are_told_in_an_order_that_does_not_depend_on_the_process() -> None:
    (names,) = re.findall(r"^# from scenekit import (.*)$", scenekit_interface(), re.MULTILINE)
    told = names.split(", ")[5:]
    assert told == sorted(told)


def test_the_sizes_of_text_are_in_it() -> None:
    assert f"sign {TYPE_SCALE.sign:g}" in scenekit_interface()


def test_the_installed_versions_are_told() -> None:
    assert f"Manim Community {version('manim')} " in kit_text(usual_example())
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}." in kit_text(usual_example())


def test_the_example_is_a_whole_script_and_is_shown_as_writers_get_and_give_it() -> None:
    script = read_script(usual_script())
    assert script.scenes == ("Section1", "Section2")
    text = kit_text(usual_example())
    assert "beat 1 (" in text
    assert "Start@0.00 with@0.40" in text
    assert "NARRATION" not in text
    (code,) = re.findall(r"```python\n(from scenekit import TYPE_SCALE.*?)\n```", text, re.DOTALL)
    assert {ast.unparse(node) for node in ast.parse(code).body} <= {
        ast.unparse(node) for node in ast.parse(usual_script()).body
    }
    assert "class Section2(NarratedScene):" in code
