"""What all script tasks are told of Manim and scenekit."""

import sys
from functools import cache
from importlib.metadata import version

from runner.authors.models.prompts.examples import ShownExample
from runner.authors.models.prompts.files import load_prompt
from runner.authors.models.prompts.kit_interface import scenekit_interface
from runner.authors.models.prompts.kit_pictures import common_calls, picture_catalogue


@cache
def kit_text(example: ShownExample) -> str:
    """The instructions of every script task of a video, the same to the byte, so that caches serve them."""
    major, minor, *_ = sys.version_info
    return load_prompt("script_kit").fill(
        manim_version=version("manim"),
        python_version=f"{major}.{minor}",
        scenekit=scenekit_interface(),
        catalogue=picture_catalogue(),
        common=common_calls(),
        beats=example.beats,
        example=example.code,
    )
